"""After something left: answers, corrections, retractions, recalls, and who holds what."""
