"""From one item to the next: the filter of the queue goes along in the address."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.datastructures import ImmutableMultiDict, MultiDict

from portal.desk.distress.queries import closed_to, has_enough
from portal.desk.models import Outcome, Reason
from portal.desk.queue.filters import QueueFilter
from portal.desk.queue.queries import Place, find_next

#: the value of the button that needs no other answer
APPROVE = "approve"


def queue_query() -> dict[str, Any]:
    """The parts of the address of the queue that this item was opened from."""
    return QueueFilter.from_query(request.args).as_query()


def carry_filter(_endpoint: str, values: dict[str, Any]) -> None:
    """On an item's page every address about that item keeps the queue's filter.

    Whoever writes a note or an answer comes back to the item and still goes on in their queue.
    """
    here = (request.view_args or {}).get("feedback_id") if request else None
    if here is not None and values.get("feedback_id") == here and request.args:
        for name, value in queue_query().items():
            values.setdefault(name, value)


def decided(form: ImmutableMultiDict[str, str]) -> MultiDict[str, str]:
    """The form as it was sent; one button of it says approve, whatever else is chosen."""
    sent = MultiDict(form)
    if sent.get("then") == APPROVE:
        sent.setlist("outcome", [Outcome.APPROVE.value])
        sent.setlist("reason", [Reason.FIT_TO_PUBLISH.value])
    return sent


def way_on(place: Place) -> Any:
    """To the item behind `place`, with the same filter; to the queue when nothing is left.

    Whoever opened many distressing items today is spared the next one; the page of the item that
    opens instead says so and lets them carry on or pass it on.
    """
    wanted = QueueFilter.from_query(request.args)
    query = wanted.as_query()
    found = find_next(wanted, current_user, place=place)
    if found is None:
        flash(_("That was the last item here that no colleague works on."))
        return redirect(url_for("desk.queue", **query))
    if has_enough(current_user):
        spared = [closed_to(current_user)]
        instead = find_next(wanted, current_user, place=place, without=spared)
        if instead is None:
            flash(
                _(
                    "Only distressing items are left here, and you have opened many today. "
                    "A colleague can take a turn, or you carry on from this list."
                )
            )
            return redirect(url_for("desk.queue", **query))
        if instead != found:
            query, found = {**query, "left": found}, instead
    return redirect(url_for("desk.item", **{**query, "feedback_id": found}))
