"""The encrypted vault and the records in it; the only place that speaks SQL."""
