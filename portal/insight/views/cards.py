"""Scorecards and charts for staff: true numbers, within the scope of whoever looks."""

from datetime import date
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user

from portal.accounts.access import requires
from portal.accounts.permissions import Permission
from portal.insight.card_presenters import month_name, named_groups, themes_of
from portal.insight.forms import RebaseForm
from portal.insight.models import Source
from portal.insight.periods import last_months, parse_month
from portal.insight.places import ChosenPlace, choices, find_place, first_place
from portal.insight.rebasing import RebasedAlready, find_rebase, rebase, take_back
from portal.insight.scorecards import group_lines, scorecard
from portal.insight.staff_charts import Shown, source_of, staff_chart, subject_name
from portal.insight.words import SOURCES

#: how many months a scorecard may put together; the first is shown
SPANS = (12, 3, 24)
#: two years, as Making Data Count keeps for watching
CHART_MONTHS = 24


@requires(Permission.SEE_DASHBOARD)
def scorecards() -> Any:
    """Every sentence at one place over some months."""
    place, span = _place(), _span()
    return render_template(
        "insight/scorecards.html",
        place=place,
        places=choices(current_user, place),
        span=span,
        spans=SPANS,
        themes=themes_of(scorecard(place.scope, last_months(span))),
    )


@requires(Permission.SEE_DASHBOARD)
def chart(subject_id: str) -> Any:
    """One sentence at one place, month by month."""
    name, place = _name(subject_id), _place()
    source = source_of(subject_id, request.args.get("source", ""))
    shown = _shown(subject_id, place, source)
    groups = group_lines(subject_id, source, shown.series.model, place.scope, last_months(12))
    return render_template(
        "insight/chart.html",
        name=name,
        subject=subject_id,
        place=place,
        places=choices(current_user, place),
        source=source,
        sources=SOURCES,
        shown=shown,
        target=_target(),
        groups=named_groups(groups),
        both_sources=subject_id.partition("-")[1] == "-",
    )


@requires(Permission.SEE_DASHBOARD)
def draw_anew(subject_id: str) -> Any:
    """Say that a new level began in a month, and why."""
    name, place = _name(subject_id), _place()
    if not place.single:
        abort(404)
    source = source_of(subject_id, request.args.get("source", ""))
    there = url_for("insight.chart", subject_id=subject_id, place=place.code, source=source)
    form = RebaseForm(request.form if request.method == "POST" else None)
    form.offer([(month, month_name(month)) for month in last_months(CHART_MONTHS)[1:]])
    if request.method == "POST" and form.validate():
        month = parse_month(form.month.data)
        if month is not None and _keep(place, source, subject_id, month, form):
            flash(_("The limits begin anew in that month."))
            return redirect(there)
    return render_template(
        "insight/rebase.html", form=form, name=name, place=place, back_to=there,
        errors_shown=bool(form.errors),
    )  # fmt: skip


def _keep(place: ChosenPlace, source: str, subject: str, month: date, form: RebaseForm) -> bool:
    try:
        rebase(place, source, subject, month=month, reason=form.reason.data or "",
               by=current_user)  # fmt: skip
    except RebasedAlready as error:
        form.month.errors = [str(error.sentence)]
        return False
    return True


@requires(Permission.SEE_DASHBOARD)
def draw_back(rebase_id: int) -> Any:
    """The limits go on as before."""
    row = find_rebase(rebase_id)
    code = {"region": "region", "organisation": "o-", "service": "s-"}.get(row.level) if row else ""
    place = find_place(f"{code}{row.place}", current_user) if row and code else None
    if row is None or place is None or (place.level, place.place) != (row.level, row.place):
        abort(404)
    there = url_for("insight.chart", subject_id=row.subject, place=place.code, source=row.source)
    take_back(row, by=current_user)
    flash(_("The limits go on as before."))
    return redirect(there)


def _shown(subject: str, place: ChosenPlace, source: str) -> Shown:
    model = request.args.get("model") if source == Source.COMMENTS else None
    target = _target()
    return staff_chart(
        subject, place, source, last_months(CHART_MONTHS),
        model=model or None, target=target / 100 if target is not None else None,
    )  # fmt: skip


def _name(subject: str) -> Any:
    return subject_name(subject) or abort(404)


def _place() -> ChosenPlace:
    asked = request.args.get("place", "")
    return (find_place(asked, current_user) if asked else first_place(current_user)) or abort(404)


def _span() -> int:
    asked = request.args.get("months", "")
    return int(asked) if asked in map(str, SPANS) else SPANS[0]


def _target() -> int | None:
    asked = request.args.get("target", "")
    plain = asked.isascii() and asked.isdigit() and len(asked) < 4
    return int(asked) if plain and int(asked) <= 100 else None
