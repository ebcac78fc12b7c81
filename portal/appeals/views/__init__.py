"""Pages of appeals, and their parts of other pages."""
