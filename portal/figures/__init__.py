"""Numbers and pictures: small-number suppression and SVG."""
