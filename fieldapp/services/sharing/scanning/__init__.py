"""What the scan of free text is made of: names by sound, contacts, places, numbers of a person."""
