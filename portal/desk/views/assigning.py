"""Giving items to colleagues: many from the queue, one from its page."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_security import current_user

from portal.accounts.access import requires
from portal.accounts.models import User
from portal.accounts.permissions import Permission
from portal.desk.assignment import MOST_AT_ONCE, Assigned, Chosen, assign, find_colleague
from portal.desk.distress.service import share
from portal.desk.queue.filters import ME, NOBODY, QueueFilter
from portal.desk.queue.words import UNFIT
from portal.desk.views.queue import place_query
from portal.i18n import isolated

#: the choice that lets the portal say who gets what
SHARE = "share"


@requires(Permission.READ_DESK)
def assign_items() -> Any:
    """Give the ticked items to somebody or to nobody; say what could not be given."""
    chosen = [one for text in request.form.getlist("item") if (one := _chosen(text))]
    to_whom = request.form.get("to", "")
    known, to = _colleague(to_whom)
    if not chosen:
        flash(_("Nothing was ticked. Tick the items first, then choose who works on them."))
    elif len(chosen) > MOST_AT_ONCE:
        flash(_("That was too many. Tick at most %(most)s items.", most=MOST_AT_ONCE))
    elif to_whom == SHARE:
        for user, result in share(chosen, by=current_user):
            _say(result, user)
    elif not known:
        flash(_("Choose who works on them. This person cannot be given items."))
    else:
        _say(assign(chosen, to, by=current_user), to)
    return redirect(_way_back(chosen))


def _chosen(text: str) -> Chosen | None:
    """An item and the one it was with, as a tick box holds them: "12-7", "12-0" for nobody."""
    parts = text.split("-")
    if len(parts) != 2 or not all(p.isascii() and p.isdigit() and len(p) < 10 for p in parts):
        return None
    return Chosen(int(parts[0]), int(parts[1]) or None)


def _colleague(text: str) -> tuple[bool, User | None]:
    """Whether the choice is one, and the person; none for nobody."""
    if text == NOBODY:
        return True, None
    if text == ME:
        return True, find_colleague(current_user.id)
    user = (
        find_colleague(int(text)) if text.isascii() and text.isdigit() and len(text) < 10 else None
    )
    return user is not None, user


def _say(result: Assigned, to: User | None) -> None:
    number = len(result.done)
    if number and to:
        flash(
            ngettext(
                "%(num)s item is given to %(name)s.",
                "%(num)s items are given to %(name)s.",
                number,
                name=isolated(to.name),
            )
        )
    elif number:
        flash(
            ngettext(
                "Nobody works on %(num)s item now.", "Nobody works on %(num)s items now.", number
            )
        )
    for reference, unfit in result.left:
        if reference:
            flash(
                _("%(reference)s stays as it is: %(why)s.", reference=reference, why=UNFIT[unfit])
            )
        else:
            flash(_("One item could not be found any more."))


def _way_back(chosen: list[Chosen]) -> str:
    """The item's page where the form stood there, else the queue with its filter."""
    query = QueueFilter.from_query(request.args).as_query()
    if "one" in request.form and len(chosen) == 1:
        return url_for("desk.item", feedback_id=chosen[0].feedback_id, **query)
    return url_for("desk.queue", **{**query, **place_query()})
