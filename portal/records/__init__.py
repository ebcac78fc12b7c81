"""How long things are kept, what stops their erasure, and everything held about one of them."""
