"""The catalogue: every component in its states, every sentence in every language."""
