"""The notifications board: what is in effect or coming, and how far each party has got with it."""
