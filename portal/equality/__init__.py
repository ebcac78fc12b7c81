"""Equality questions as versioned data; every one of them may be left out."""
