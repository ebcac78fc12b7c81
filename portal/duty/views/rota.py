"""The screen of the duty rota."""

import re
from datetime import date
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import format_date, ngettext
from flask_babel import gettext as _
from flask_security import current_user
from wtforms import SelectChoice

from portal.accounts.access import requires
from portal.accounts.permissions import Permission
from portal.complaints.clock import is_working_day
from portal.db import utc_now
from portal.duty import rota as service
from portal.duty.forms import ShiftForm, read_days, read_time
from portal.duty.staff import find_staff, list_staff, may_be_told, may_fill
from portal.duty.words import FREE, ONLY, WORKING
from portal.i18n import LONDON


@requires(Permission.READ_DESK)
def rota() -> Any:
    """One month: who is on duty when, and where nobody is."""
    return _page(_month(request.args.get("month", "")), _form())


@requires(Permission.READ_DESK)
def fill() -> Any:
    """Put somebody on duty on several days of a month."""
    if not may_fill(current_user):
        abort(403)
    form, month = _form(), _month(request.form.get("month", ""))
    if not form.validate():
        return _page(month, form)
    try:
        made = _fill(form, month)
    except service.Overlaps as error:
        days = ", ".join(format_date(day, "d MMMM") for day in error.days)
        form.days.errors = [_("Somebody is on duty at that time already on: %(days)s", days=days)]
        return _page(month, form)
    flash(ngettext("%(num)s duty is saved.", "%(num)s duties are saved.", made))
    return redirect(url_for("duty.rota", month=f"{month:%Y-%m}"))


@requires(Permission.READ_DESK)
def remove() -> Any:
    """Take one shift off the rota; off already is fine."""
    if not may_fill(current_user):
        abort(403)
    shift = service.find_shift(_number(request.form.get("shift", "")))
    if shift is not None:
        service.remove(shift, by=current_user)
    flash(_("The duty is taken off."))
    month = _month(request.form.get("month", ""))
    return redirect(url_for("duty.rota", month=f"{month:%Y-%m}"))


def _month(text: str) -> date:
    found = re.fullmatch(r"(20[0-9]{2})-(0[1-9]|1[0-2])", text)
    if found:
        return date(int(found[1]), int(found[2]), 1)
    return utc_now().astimezone(LONDON).date().replace(day=1)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _form() -> ShiftForm:
    form = ShiftForm(request.form if request.method == "POST" else None)
    people = [SelectChoice(str(user.id), user.name) for user in list_staff()]
    form.person.choices = [SelectChoice("", _("Choose a person")), *people]
    form.deputy.choices = [SelectChoice("", _("Nobody")), *people]
    return form


def _fill(form: ShiftForm, month: date) -> int:
    person = find_staff(_number(form.person.data))
    deputy = find_staff(_number(form.deputy.data or ""))
    begins, ends = read_time(form.begins.data or ""), read_time(form.ends.data or "")
    if person is None or begins is None or ends is None:
        abort(400)
    days = _days(form.days.data, read_days(form.only.data or ""), month)
    return service.fill(days, begins, ends, person, deputy, by=current_user)


def _days(which: str, numbers: set[int], month: date) -> list[date]:
    days = service.days_of(month)
    if which == ONLY:
        return [day for day in days if day.day in numbers]
    if which in (WORKING, FREE):
        return [day for day in days if is_working_day(day) == (which == WORKING)]
    return days


def _page(month: date, form: ShiftForm) -> Any:
    days = service.month_of(month)
    return render_template(
        "duty/rota.html",
        first=month,
        days=days,
        gaps=sum(len(day.gaps) for day in days),
        form=form,
        may_fill=may_fill(current_user),
        reachable=may_be_told,
        earlier=url_for("duty.rota", month=f"{days[0].day - service.DAY:%Y-%m}"),
        later=url_for("duty.rota", month=f"{days[-1].day + service.DAY:%Y-%m}"),
        errors_shown=bool(form.errors),
    )
