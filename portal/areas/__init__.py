"""From a postcode to a council and a band of deprivation; the postcode itself is dropped."""
