"""Keeping who helped, in the transaction that stores the words; and saying so to staff."""

from typing import Any

from flask import Flask

from portal.assisted.models import AssistedEntry
from portal.db import session
from portal.feedback.models import Feedback
from portal.feedback.signals import feedback_received


@feedback_received.connect
def keep_helper(_app: Flask, feedback: Feedback, details: dict[str, Any]) -> None:
    """Record the help beside the feedback; the helper never becomes the person's contact."""
    help_given = details.get("assisted")
    if not help_given:
        return
    session().add(
        AssistedEntry(
            feedback_id=feedback.id,
            helper_id=details["helper_id"],
            partner_id=help_given["partner_id"],
            wording=help_given["wording"],
            interpreter=help_given["interpreter"],
            consent_given=True,
        )
    )
