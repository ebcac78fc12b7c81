"""Take out what may tell who somebody is; nothing is saved before the decision is."""

from typing import Any

from flask import request
from werkzeug.datastructures import MultiDict

from portal.accounts.access import requires
from portal.accounts.permissions import Permission
from portal.desk.forms import DecisionForm
from portal.desk.models import Outcome, Reason
from portal.desk.views.page import find_item, item_page
from portal.personal_details import GAP

#: one page offers far fewer; more is no page of ours
MOST = 200


@requires(Permission.MODERATE)
def take_out(feedback_id: int) -> Any:
    """Show the item again with the ticked words gone from the public text, wherever they stand."""
    feedback, sent = find_item(feedback_id), MultiDict(request.form)
    text = sent.get("public_text", "")
    # the longest first, or a first name would spoil the full one
    for words in sorted(request.form.getlist("take_out")[:MOST], key=len, reverse=True):
        if words.strip():
            text = text.replace(words, GAP)
    sent["public_text"] = text
    sent.setlist("outcome", [Outcome.REDACT.value])
    sent.setlist("reason", [Reason.IDENTIFIES_SOMEONE.value])
    return item_page(feedback, decision_form=DecisionForm(sent))
