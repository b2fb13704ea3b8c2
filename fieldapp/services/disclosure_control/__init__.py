"""Statistical disclosure control on plain values: what of a table or of rows must stay unseen."""
