"""Tonight's note: one box, its rows beside it, and the few fields that a meeting needs."""
