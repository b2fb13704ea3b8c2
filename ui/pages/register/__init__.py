"""Who holds what of ours: asked of a record, and of a recipient."""
