"""The queue, the outbox and the reports."""

from collections.abc import Sequence
from typing import Any

from flask import redirect, render_template, request, url_for
from flask_security import current_user

from portal.accounts.access import may, requires
from portal.accounts.permissions import Permission
from portal.desk.assignment import assignees_of, list_colleagues
from portal.desk.joint.queries import list_gathered_by, list_without_part
from portal.desk.queries import answered_among, list_page_reports, list_urgent
from portal.desk.queue.filters import QueueFilter
from portal.desk.queue.presenters import parts_of
from portal.desk.queue.queries import (
    MOST_COUNTED,
    QUEUES,
    Place,
    QueuePage,
    count_matching,
    count_queues,
    list_page,
)
from portal.desk.queue.saved import find_default, list_filters, query_of
from portal.feedback.words import STATES_FOR_STAFF
from portal.i18n import today
from portal.notify.queries import list_mails
from portal.notify.service import ACCOUNT_MAILS
from portal.organisations.models import Signpost
from portal.organisations.queries import list_signposts_due
from portal.web.panels import panels


@requires(Permission.READ_DESK)
def queue() -> Any:
    """Items by urgency and age; the red queue above everything else."""
    if not request.args and (first := find_default(current_user)):
        return redirect(url_for("desk.queue", **query_of(first)))
    wanted = QueueFilter.from_query(request.args)
    after, before = (_place(request.args.get(name, "")) for name in ("after", "before"))
    page = list_page(wanted, current_user, after=after, before=before)
    urgent = list_urgent(current_user)
    ids = [item.id for item in (*page.items, *urgent)]
    return render_template(
        "desk/queue.html",
        items=page.items,
        urgent=urgent,
        panels=panels("desk queue", 0),
        signposts_due=_signposts_due(),
        gathered=list_gathered_by(current_user) if may(Permission.RESPOND) else [],
        without_part=list_without_part(current_user) if may(Permission.RESPOND) else [],
        wanted=wanted,
        query=wanted.as_query(),
        parts=parts_of(wanted, current_user),
        queues=_queues(),
        found=shown_count(_found(wanted, page, after or before)),
        filters=[(kept, query_of(kept)) for kept in list_filters(current_user)],
        assignees=assignees_of(ids),
        answered=answered_among(ids),
        colleagues=list_colleagues(),
        here={**wanted.as_query(), **place_query()},
        newer=_address(wanted, "before", page.before),
        older=_address(wanted, "after", page.after),
    )


def _signposts_due() -> Sequence[Signpost]:
    return list_signposts_due(today()) if may(Permission.ADMINISTER) else []


def _queues() -> list[tuple[str, str, str]]:
    counts = count_queues(current_user)
    return [(s.value, str(STATES_FOR_STAFF[s]), shown_count(counts[s.value])) for s in QUEUES]


def shown_count(count: int) -> str:
    """A count as the page says it: "1,000+" for more than was counted."""
    return f"{MOST_COUNTED:,}+" if count > MOST_COUNTED else f"{count:,}"


def _found(wanted: QueueFilter, page: QueuePage, place: Place | None) -> int:
    """How many fit; a first page that is not full needs no count."""
    if place is None and page.after is None:
        return len(page.items)
    return count_matching(wanted, current_user)


def _address(wanted: QueueFilter, name: str, place: Place | None) -> str | None:
    if place is None:
        return None
    return url_for("desk.queue", **{**wanted.as_query(), name: f"{place[0]}-{place[1]}"})


def place_query() -> dict[str, str]:
    """The part of the address that says which page of the queue this is."""
    asked = {name: request.args.get(name, "") for name in ("after", "before")}
    return {name: text for name, text in asked.items() if _place(text)}


def _place(text: str) -> Place | None:
    risk, _, ident = text.partition("-")
    if risk in ("0", "1", "2") and ident.isascii() and ident.isdigit() and len(ident) < 10:
        return int(risk), int(ident)
    return None


@requires(Permission.READ_DESK)
def outbox() -> Any:
    """Mails waiting or sent; without a mail server this is where they stay."""
    # a mail does not say which service it is about: whoever has a scope sees none of them, and
    # the links that open an account are for those who look after all accounts
    everything = not current_user.scopes
    hidden = () if may(Permission.ADMINISTER) else ACCOUNT_MAILS
    mails = list_mails(without=hidden) if everything else []
    return render_template("desk/outbox.html", mails=mails, everything=everything)


@requires(Permission.READ_DESK)
def page_reports() -> Any:
    """What people said about pages that do not work."""
    return render_template("desk/page_reports.html", reports=list_page_reports())
