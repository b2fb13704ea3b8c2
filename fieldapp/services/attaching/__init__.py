"""Files on their way into the vault: refused, or cleaned of what they say of their maker."""
