"""The map of incidents, drawn from what the vault holds: no network, no tiles."""
