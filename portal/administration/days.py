"""Days as staff type them: one field, day first."""

import re
from datetime import date

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.fields import Field
from wtforms.validators import ValidationError

from portal.web.fields import MaxLength, PortalForm, Required

HINT = _l("Day, month and year, for example 31 3 2026")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[ ./-]([0-9]{1,2})[ ./-]([0-9]{4})")
_YEAR_FIRST = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")


def parse_day(typed: str | None) -> date | None:
    """The day that somebody typed, None for nothing. Raises `ValueError` for what is no day."""
    text = " ".join((typed or "").split())
    if not text:
        return None
    if found := _DAY_FIRST.fullmatch(text):
        day, month, year = map(int, found.groups())
    elif found := _YEAR_FIRST.fullmatch(text):
        year, month, day = map(int, found.groups())
    else:
        raise ValueError(text)
    if not 1900 <= year <= 2100:
        raise ValueError(text)
    return date(year, month, day)


def typed_day(day: date | None) -> str:
    """A day as a field holds it."""
    return f"{day.day} {day.month} {day.year}" if day else ""


class ADay:
    """What was typed is a day, or nothing."""

    def __call__(self, form: PortalForm, field: Field) -> None:
        """Raise `ValidationError` with an example."""
        try:
            parse_day(field.data)
        except ValueError:
            raise ValidationError(str(_l("Enter a real date, like 31 3 2026"))) from None


def day_field(label: str, *, required: bool) -> StringField:
    """A field for one day."""
    needed = [Required(_l("Enter a date"))] if required else []
    return StringField(label, validators=[*needed, MaxLength(20), ADay()])
