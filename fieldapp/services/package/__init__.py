"""Packages: cards, sealing, opening, verifying and receipts (the public format of design 6)."""
