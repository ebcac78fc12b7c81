"""The invented content that a newcomer sees."""
