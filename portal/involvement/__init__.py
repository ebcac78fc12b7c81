"""Ways to take part."""
