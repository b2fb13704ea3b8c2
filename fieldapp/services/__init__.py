"""What the app does with records: sharing, packages, printing, tables. No window, no SQL."""
