"""What a person is told by mail: rows first, sent by the worker."""
