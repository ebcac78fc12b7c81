"""The queue, the outbox and the reports."""

from collections.abc import Sequence
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user

from portal.accounts.access import may, requires
from portal.accounts.permissions import Permission
from portal.db import id_typed
from portal.desk.assignment import assignees_of, list_colleagues
from portal.desk.distress.presenters import abouts
from portal.desk.joint.queries import list_gathered_by, list_without_part
from portal.desk.queries import (
    PAGE,
    answered_among,
    find_page_report,
    list_page_reports,
    list_urgent,
)
from portal.desk.queue.filters import QueueFilter
from portal.desk.queue.presenters import new_answers, parts_of
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
from portal.desk.service import deal_with
from portal.desk.words import WRONG
from portal.feedback.words import STATES_FOR_STAFF
from portal.i18n import today
from portal.notify.queries import list_mails
from portal.notify.service import ACCOUNT_MAILS
from portal.organisations.models import Signpost
from portal.organisations.queries import list_signposts_due
from portal.questions.queries import asked_among
from portal.web.fields import number_shown
from portal.web.own_pages import named_page
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
    waiting, unread = asked_among(ids)
    colleagues = list_colleagues()
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
        parts=parts_of(wanted, current_user, colleagues),
        queues=_queues(),
        found=shown_count(_found(wanted, page, after or before)),
        filters=[(kept, query_of(kept)) for kept in list_filters(current_user)],
        assignees=assignees_of(ids),
        answered=answered_among(ids),
        abouts=abouts([*page.items, *urgent]),
        waiting=waiting,
        unread=unread,
        new_answers=new_answers(current_user),
        colleagues=colleagues,
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
    after, before = (id_typed(request.args.get(name)) for name in ("after", "before"))
    found = list_mails(hidden, after=after, before=before) if everything else None
    return render_template(
        "desk/outbox.html",
        mails=found.items if found else [],
        everything=everything,
        newer=url_for("desk.outbox", before=found.before.id) if found and found.before else None,
        older=url_for("desk.outbox", after=found.after.id) if found and found.after else None,
    )


@requires(Permission.READ_DESK)
def page_reports() -> Any:
    """What people said about pages that do not work."""
    before = number_shown(request.args.get("before"))
    reports = list_page_reports(current_user, before=before)
    shown = reports[:PAGE]
    older = url_for("desk.page_reports", before=shown[-1].id) if len(reports) > PAGE else None
    return render_template(
        "desk/page_reports.html", reports=shown, older=older, wrong=WRONG, page_of=named_page
    )


@requires(Permission.READ_DESK)
def deal_with_report(report_id: int) -> Any:
    """Say that a report was dealt with."""
    report = find_page_report(report_id, current_user)
    if report is None:
        abort(404)
    deal_with(report, by=current_user)
    flash(_("The report is marked as dealt with."))
    return redirect(url_for("desk.page_reports"))
