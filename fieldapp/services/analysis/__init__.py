"""What is made of many records at once: networks, counts and charts, as frozen values."""
