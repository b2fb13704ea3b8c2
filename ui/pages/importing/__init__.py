"""Reference data and import: a file is read, looked at, and then stored or left."""
