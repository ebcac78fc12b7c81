"""Lists of staff as CSV and XLSX: one way out, for every list."""
