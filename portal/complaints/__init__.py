"""Complaints: their own queue and the statutory clock."""
