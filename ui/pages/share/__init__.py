"""The share page: which agreement, what, and a look at everything before it is sealed."""
