"""A second person's word on a release: asked for, given or refused, checked before it leaves."""
