"""The page of the person who holds the code."""
