"""A volunteer of a partner enters what a person tells."""
