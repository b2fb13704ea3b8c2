"""Tables for the own office, through the same decision as anything that leaves."""
