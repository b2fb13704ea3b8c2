"""Forms derived from declarations; no record type is named here."""
