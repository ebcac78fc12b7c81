"""Looks at an answer before it is sent, by rule, and says what good answers hold and this does not.

Pure: words in, findings out; no database, no model. It never writes a word of the answer, least of
all the apology: a sorry that a machine wrote is worth nothing. It advises and forbids nothing.

The points are those that patients and researchers named together for answers to online feedback
(name, role, thanks, apology where negative, tailored to the story, what changes, whom to turn to),
and the reply types "generic" and "take it offline" that they dislike.
"""

from portal.reply_coach.coach import Finding, Told, look_at
from portal.reply_coach.reading_age import reading_age

__all__ = ["Finding", "Told", "look_at", "reading_age"]
