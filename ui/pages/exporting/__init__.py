"""The page of an export for own use."""
