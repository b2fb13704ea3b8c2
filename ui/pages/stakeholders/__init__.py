"""The stakeholder map: the network, the matrix beside it, and the way to someone."""
