"""You said, we did: changes, the words behind them, and who is told."""
