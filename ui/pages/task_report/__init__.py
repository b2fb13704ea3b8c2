"""The task report: what was done under each task of the guidance note."""
