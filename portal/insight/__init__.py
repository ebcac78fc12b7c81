"""What all the feedback together says."""
