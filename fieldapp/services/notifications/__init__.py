"""Humanitarian notification: who was told of what in time, in which version, and their answer."""
