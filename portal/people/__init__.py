"""Screens to look after accounts: invite, change, review, leave."""
