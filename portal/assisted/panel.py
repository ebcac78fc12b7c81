"""Who helped, on the desk's page of an item."""

from flask import render_template

from portal.assisted.models import AssistedEntry
from portal.db import session
from portal.feedback.queries import find_feedback
from portal.organisations.naming import name_on
from portal.organisations.queries import find_partner


def helper_panel(feedback_id: int) -> str:
    """The partner under the name that it had on the day of the entry."""
    entry = session().get(AssistedEntry, feedback_id)
    feedback = find_feedback(feedback_id) if entry is not None else None
    partner = find_partner(entry.partner_id) if entry is not None else None
    if feedback is None or partner is None:
        return ""
    name = name_on(partner, feedback.received_on)
    return render_template("assisted/panel.html", name=name)
