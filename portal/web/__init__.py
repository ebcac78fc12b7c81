"""The kit of every page: access, forms, headers, errors, safe text. It knows no domain."""
