"""The audit trail: who did what, to which record, when. It holds no words of people."""

from datetime import date, datetime, time, timedelta
from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext as _
from wtforms import SelectChoice

from portal.accounts.access import requires
from portal.accounts.permissions import Permission
from portal.accounts.queries import list_staff
from portal.audit.queries import PAGE, TrailFilter, last_check, list_names, list_trail
from portal.audit.service import PERSON, SYSTEM, staff
from portal.i18n import LONDON
from portal.records.forms import TrailForm, day_of
from portal.records.presenters import trail_rows
from portal.records.views.lists import as_number
from portal.records.words import FAULTS


@requires(Permission.ADMINISTER)
def trail() -> Any:
    """The entries that were asked for, newest first."""
    people, form = _people(), TrailForm(request.args)
    _offer(form, people)
    valid = form.validate()
    before = as_number(request.args.get("before", ""))
    entries = list_trail(_wanted(form), older_than=before) if valid else []
    shown, older = entries[:PAGE], None
    if len(entries) > PAGE:
        kept = {name: value for name, value in form.data.items() if value}
        older = url_for("records.trail", **kept, before=shown[-1].sequence)
    return render_template(
        "records/trail.html",
        form=form,
        rows=trail_rows(shown, people),
        older=older,
        check=last_check(),
        faults=FAULTS,
        errors_shown=not valid,
    )


def _people() -> dict[str, str]:
    names = {PERSON: _("Somebody with a code"), SYSTEM: _("The portal itself")}
    return {**names, **{staff(user.id): user.name for user in list_staff()}}


def _offer(form: TrailForm, people: dict[str, str]) -> None:
    everybody = [SelectChoice("", _("Anybody"))]
    form.actor.choices = everybody + [SelectChoice(*each) for each in people.items()]
    verbs, subjects = list_names()
    everything = [SelectChoice("", _("Anything"))]
    form.verb.choices = everything + [SelectChoice(name, name) for name in verbs]
    form.subject.choices = everything + [SelectChoice(name, name) for name in subjects]
    for field in (form.actor, form.verb, form.subject):
        field.data = field.data or ""


def _wanted(form: TrailForm) -> TrailFilter:
    until = day_of(form.until.data)
    return TrailFilter(
        actor=form.actor.data,
        verb=form.verb.data,
        subject=form.subject.data,
        subject_id=form.subject_id.data or "",
        since=_midnight(day_of(form.since.data)),
        before=_midnight(until + timedelta(days=1)) if until else None,
    )


def _midnight(day: date | None) -> datetime | None:
    return datetime.combine(day, time(), LONDON) if day else None
