"""Starts of replies: the responder edits them before anything is sent."""
