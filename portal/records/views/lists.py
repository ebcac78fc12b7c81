"""The lists: what is due, what was proposed, what was disposed of, what is held."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_security import current_user

from portal.accounts.access import requires
from portal.accounts.permissions import Permission
from portal.feedback.codes import tidy_reference
from portal.feedback.queries import find_by_reference
from portal.records import disposal, queries
from portal.records.forms import FindForm
from portal.records.models import DisposalState
from portal.records.periods import schedule
from portal.records.queries import PAGE


@requires(Permission.MANAGE_RECORDS)
def index() -> Any:
    """Find a record by its reference; the ways to the lists."""
    form = FindForm(request.form if request.method == "POST" else None)
    if request.method == "POST" and form.validate():
        feedback = find_by_reference(tidy_reference(form.reference.data or ""))
        if feedback is not None:
            return redirect(url_for("records.record", feedback_id=feedback.id))
        form.reference.errors = [_("We do not know this reference. Check it and try again.")]
    return render_template(
        "records/index.html",
        form=form,
        counts=queries.count_lists(),
        schedule=schedule(),
        errors_shown=bool(form.errors),
    )


@requires(Permission.MANAGE_RECORDS)
def due() -> Any:
    """Records whose review date has come."""
    return _list("records/due.html", queries.list_due(_place()), _after_due)


def _after_due(row: Any) -> str:
    return f"{row.review_on:%Y%m%d}-{row.feedback_id}"


def _place() -> tuple[date, int] | None:
    day, _dash, ident = request.args.get("after", "").partition("-")
    number = as_number(ident)
    try:
        return (date.fromisoformat(day), number) if number else None
    except ValueError:
        return None


@requires(Permission.MANAGE_RECORDS)
def propose() -> Any:
    """Propose the chosen records."""
    count = disposal.propose(_chosen(), by=current_user)
    flash(
        ngettext("%(num)s record is proposed.", "%(num)s records are proposed.", count)
        if count
        else _("Nothing is proposed. Choose records that are still in the list.")
    )
    return redirect(url_for("records.due"))


@requires(Permission.MANAGE_RECORDS)
def proposed() -> Any:
    """What waits for a second person."""
    rows = queries.list_disposals(DisposalState.PROPOSED, as_number(request.args.get("after", "")))
    return _list("records/proposed.html", rows, _after_id)


@requires(Permission.MANAGE_RECORDS)
def decide() -> Any:
    """Erase the chosen records for good, or keep them."""
    chosen = _chosen()
    if request.form.get("answer") == "dispose":
        count = disposal.approve(chosen, by=current_user)
        said = ngettext(
            "%(num)s record is erased for good.", "%(num)s records are erased for good.", count
        )
    else:
        count = disposal.refuse(chosen, by=current_user)
        said = ngettext("%(num)s record is kept.", "%(num)s records are kept.", count)
    flash(said if count else _("Nothing changed. Choose records that somebody else proposed."))
    return redirect(url_for("records.proposed"))


@requires(Permission.MANAGE_RECORDS)
def disposed() -> Any:
    """What was disposed of: the records that remain."""
    rows = queries.list_disposals(DisposalState.DISPOSED, as_number(request.args.get("after", "")))
    return _list("records/disposed.html", rows, _after_id)


@requires(Permission.MANAGE_RECORDS)
def holds() -> Any:
    """What a legal hold keeps now."""
    rows = queries.list_open_holds(as_number(request.args.get("after", "")))
    return _list("records/holds.html", rows, _after_id)


def _after_id(row: Any) -> str:
    return str(row.id)


def _list(template: str, rows: Sequence[Any], place_of: Callable[[Any], str]) -> Any:
    shown, older = rows[:PAGE], None
    if len(rows) > PAGE:
        older = url_for(request.endpoint or "", after=place_of(shown[-1]))
    return render_template(template, rows=shown, older=older)


def _chosen() -> list[int]:
    numbers = (as_number(text) for text in request.form.getlist("item")[:PAGE])
    return [number for number in numbers if number]


def as_number(text: str) -> int | None:
    """The id in `text`; None for anything that cannot be one."""
    return (int(text) or None) if text.isascii() and text.isdigit() and len(text) < 10 else None
