"""What the inbox shows of a package that was imported: its records, answers, terms and its end."""
