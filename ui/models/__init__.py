"""Qt models over the store; no record type is named here."""
