"""Organisations, sites, care services, councils, partners and signposts."""
