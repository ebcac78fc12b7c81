"""What is open in safety."""

from collections.abc import Callable
from typing import Any

from flask import render_template, request, url_for
from flask_security import current_user

from portal.accounts.access import requires
from portal.accounts.models import User
from portal.accounts.permissions import Permission
from portal.db import utc_now
from portal.feedback.models import Feedback
from portal.safety import queries
from portal.safety.models import HandOver, Referral, UrgentCall
from portal.safety.views.item import number

LISTS: dict[str, tuple[Callable[[User], Any], Any]] = {
    "unread": (queries.unread, UrgentCall.id),
    "referrals": (queries.without_reference, Referral.id),
    "hand_overs": (queries.open_hand_overs, HandOver.id),
    "candour": (queries.candour_to_answer, Feedback.id),
}


@requires(Permission.READ_DESK)
def overview() -> Any:
    """Urgent unread, referrals without a reference, open hand-overs, candour questions."""
    shown = request.args.get("list", "")
    shown = shown if shown in LISTS else "unread"
    wanted, ident = LISTS[shown]
    rows = queries.page_of(wanted(current_user), ident, number(request.args.get("after")))
    older = None
    if len(rows) > queries.PAGE:
        last = rows[queries.PAGE - 1].id
        older = url_for("safety.overview", list=shown, after=last)
    return render_template(
        "safety/overview.html",
        shown=shown,
        rows=rows[: queries.PAGE],
        counts={name: queries.count(each(current_user)) for name, (each, _) in LISTS.items()},
        older=older,
        now=utc_now(),
    )


def queue_panel(_record_id: int) -> str:
    """The severe items above the desk's queue: most of all out of hours they come first."""
    items = queries.list_severe_undecided(current_user)
    return render_template("safety/queue_panel.html", items=items) if items else ""
