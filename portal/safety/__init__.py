"""Safety: how severe it is, safeguarding, hand-over to the provider, candour, what is unread."""
