"""Duty: who is on, the alarm when something urgent is unread, and what staff are told about."""
