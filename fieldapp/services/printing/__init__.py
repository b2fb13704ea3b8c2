"""Paper: a record, or what an agreement released, as a PDF for people."""
