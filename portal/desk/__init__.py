"""The desk: moderate, answer, publish."""
