"""Forms of duty."""

import re
from datetime import time
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.validators import ValidationError

from portal.duty.words import DAYS, FREQUENCIES, ONLY, RISKS, SEVERITIES
from portal.strategy.catalogue import THEMES
from portal.web.fields import MaxLength, PortalForm, Required, choices


class ShiftForm(PortalForm):
    """Who is on duty, from when to when, on which days of the month."""

    month = HiddenField()
    person = SelectField(_l("Who is on duty?"))
    deputy = SelectField(_l("Who is the deputy?"))
    begins = StringField(_l("From"), validators=[Required(_l("Write when the duty begins"))])
    ends = StringField(_l("To"), validators=[Required(_l("Write when the duty ends"))])
    days = RadioField(
        _l("On which days?"), choices=choices(DAYS), validators=[Required(_l("Choose the days"))]
    )
    only = StringField(_l("Days of the month"), validators=[MaxLength(200)])

    def validate_person(self, field: Any) -> None:
        """Somebody has to be named."""
        if not field.data:
            raise ValidationError(str(_l("Choose who is on duty")))

    def validate_deputy(self, field: Any) -> None:
        """A deputy is somebody else."""
        if field.data and field.data == self.person.data:
            raise ValidationError(str(_l("Choose somebody else as deputy")))

    def validate_begins(self, field: Any) -> None:
        """A time of day."""
        if field.data and read_time(field.data) is None:
            raise ValidationError(str(_l("Write the time like 08:30")))

    def validate_ends(self, field: Any) -> None:
        """A time of day."""
        self.validate_begins(field)

    def validate_only(self, field: Any) -> None:
        """Days that can be read, where they are asked for."""
        if self.days.data == ONLY and not read_days(field.data or ""):
            raise ValidationError(str(_l("Write the days like 1, 5, 12-14")))


def read_time(typed: str) -> time | None:
    """A time typed as 8:30 or 08:30; None for anything else."""
    found = re.fullmatch(r"([0-9]{1,2})[:.]([0-9]{2})", typed)
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        return None
    return time(int(found[1]), int(found[2]))


def read_days(typed: str) -> set[int]:
    """Days of a month typed as 1, 5, 12-14; empty for anything that cannot be read."""
    found: set[int] = set()
    for part in filter(None, re.split(r"[\s,]+", typed)):
        numbers = re.fullmatch(r"([0-9]{1,2})(?:-([0-9]{1,2}))?", part)
        if numbers is None:
            return set()
        first, last = int(numbers[1]), int(numbers[2] or numbers[1])
        if not 1 <= first <= last <= 31:
            return set()
        found |= set(range(first, last + 1))
    return found


class PreferenceForm(PortalForm):
    """What we tell you about."""

    frequency = RadioField(
        _l("When do you want a mail?"),
        choices=choices(FREQUENCIES),
        validators=[Required(_l("Choose when you want a mail"))],
    )
    from_risk = SelectField(_l("How urgent must it be?"), choices=choices(RISKS))
    from_severity = SelectField(
        _l("Or how severe, as a person judged it?"), choices=choices(SEVERITIES)
    )
    organisations = SelectMultipleField(_l("Organisations"))
    services = SelectMultipleField(_l("Services"))
    themes = SelectMultipleField(_l("Themes"), choices=choices({t.id: t.name for t in THEMES}))
