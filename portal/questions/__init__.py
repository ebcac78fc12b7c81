"""Questions to the person about their feedback, and the answers; never public."""
