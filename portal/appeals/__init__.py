"""A second look: at a decision, for the person it is about, and at what should not be shown."""
