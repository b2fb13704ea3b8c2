"""Charts of incidents: bars, months, the table of each, and what they count."""
