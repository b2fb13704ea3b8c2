"""A sample station in an invented country, and the main job done with it from end to end."""
