"""Making a product from what is recorded."""
