"""The regional quality strategy: its themes and I statements."""
