"""Distressing items: told before they are shown, opened by a second step, shared in the team."""
