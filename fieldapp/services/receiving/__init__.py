"""What a receiver does with a package: judge, answer, keep, pass on, destroy."""
