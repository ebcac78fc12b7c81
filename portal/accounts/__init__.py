"""Staff and volunteers: who they are and what they may do."""
