"""Pages of the second person: what was asked, who may approve, and answering for others."""
