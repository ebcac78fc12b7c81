"""One answer of several services: its parts, its owner, and for whom it speaks."""
