"""Words the world agreed on: vocabularies, levels, places, partial dates and how text is folded."""
