"""Keying in paper forms: one line after the other, by number, without the mouse."""
