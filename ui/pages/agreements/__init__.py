"""What belongs to the page of agreements: templates to start from, and the course of each."""
