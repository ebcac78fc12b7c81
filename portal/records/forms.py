"""Forms for those who keep records."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import ValidationError

from portal.records.periods import schedule
from portal.records.words import class_name
from portal.web.fields import MaxLength, PortalForm, Required

#: years that a record of this service can be about
FIRST_YEAR, LAST_YEAR = 1948, 2200
MOST_REASON = 1000


def day_of(text: str | None) -> date | None:
    """The day that was typed, None for nothing. Raises `ValueError` for anything else."""
    if not text:
        return None
    day = date.fromisoformat(text)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(text)
    return day


def is_day(_form: Any, field: Any) -> None:
    """A validator: nothing, or a day as browsers send it."""
    try:
        day_of(field.data)
    except ValueError:
        raise ValidationError(str(_l("Enter a day like 2026-11-25"))) from None


class FindForm(PortalForm):
    """The reference that somebody gave."""

    reference = StringField(
        _l("Reference"), validators=[Required(_l("Enter the reference")), MaxLength(40)]
    )


def _classes() -> list[SelectChoice]:
    return [SelectChoice(each.id, class_name(each.id)) for each in schedule().classes]


class ClassForm(PortalForm):
    """Class and start, set by hand."""

    class_id = SelectField(
        _l("Retention class"),
        choices=_classes,
        validators=[Required(_l("Choose a retention class"))],
    )
    starts_on = StringField(_l("The period starts on (optional)"), validators=[is_day])
    reason = TextAreaField(
        _l("Why do you set it?"), validators=[Required(_l("Write why")), MaxLength(MOST_REASON)]
    )


class HoldForm(PortalForm):
    """Why everything is kept, or why no longer."""

    hold_reason = TextAreaField(
        _l("Why?"),
        validators=[Required(_l("Write the reason, without names")), MaxLength(MOST_REASON)],
    )


class TrailForm(PortalForm):
    """Which entries of the trail to show."""

    actor = SelectField(_l("Who"))
    verb = SelectField(_l("What was done"))
    subject = SelectField(_l("Kind of record"))
    subject_id = StringField(_l("Number of the record"), validators=[MaxLength(40)])
    since = StringField(_l("From this day"), validators=[is_day])
    until = StringField(_l("To this day"), validators=[is_day])
