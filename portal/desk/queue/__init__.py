"""The queue: what it shows, the filters that people keep, and who works on what."""
