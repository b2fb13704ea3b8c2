"""What may leave, to whom, and by which rule: one decision function and the checks around it."""
