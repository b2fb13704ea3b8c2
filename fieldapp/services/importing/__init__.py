"""Reading other people's files: what is understood becomes records, all else is reported."""
