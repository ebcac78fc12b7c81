"""Forms of safety."""

import re
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import ValidationError

from portal.db import utc_now
from portal.i18n import LONDON
from portal.safety.models import MOST_WORDS, Decided
from portal.safety.words import AT_RISK, CANDOUR, CRITERIA, DECIDED
from portal.web.fields import MaxLength, PortalForm, Required, choices

REFERENCE = 80


class SeverityForm(PortalForm):
    """How severe the worst statement is, and why."""

    severity = RadioField(
        _l("How severe is the worst thing in it?"),
        choices=choices({str(number): text for number, text in CRITERIA.items()}),
        validators=[Required(_l("Choose how severe it is"))],
    )
    reason = TextAreaField(
        _l("Why?"), validators=[Required(_l("Write why")), MaxLength(MOST_WORDS)]
    )


class ReferralForm(PortalForm):
    """A decision about safeguarding."""

    corrects = HiddenField()
    at_risk = RadioField(
        _l("Who may be at risk?"),
        choices=choices(AT_RISK),
        validators=[Required(_l("Choose who may be at risk"))],
    )
    decided = RadioField(
        _l("What was decided?"),
        choices=choices(DECIDED),
        validators=[Required(_l("Choose what was decided"))],
    )
    council = SelectField(_l("Council of the area where the person lives"))
    council_reference = StringField(
        _l("Reference that the council gave (if there is one)"), validators=[MaxLength(REFERENCE)]
    )
    why = TextAreaField(_l("Why?"), validators=[Required(_l("Write why")), MaxLength(MOST_WORDS)])

    def validate_council(self, field: Any) -> None:
        """A referral goes to a council by name."""
        if self.decided.data == Decided.REFERRED and not field.data:
            raise ValidationError(str(_l("Choose the council it was referred to")))


class ReferenceForm(PortalForm):
    """The council's reference, which often comes later."""

    entry = HiddenField()
    reference = StringField(
        _l("Reference that the council gave"),
        validators=[Required(_l("Write the reference")), MaxLength(REFERENCE)],
    )


class HandOverForm(PortalForm):
    """A possible safety event goes to the provider."""

    organisation = SelectField(_l("Which organisation?"))
    provider_reference = StringField(
        _l("Their reference (if there is one)"), validators=[MaxLength(REFERENCE)]
    )
    why = TextAreaField(
        _l("Why does it go to them, and to whom?"),
        validators=[Required(_l("Write why")), MaxLength(MOST_WORDS)],
    )

    def validate_organisation(self, field: Any) -> None:
        """Somebody has to get it."""
        if not field.data:
            raise ValidationError(str(_l("Choose the organisation")))


class HandOverAnswerForm(PortalForm):
    """What the provider told us back."""

    hand_over = HiddenField()
    provider_reference = StringField(_l("Their reference"), validators=[MaxLength(REFERENCE)])
    told_back = TextAreaField(
        _l("What did they tell you?"),
        validators=[Required(_l("Write what they told you")), MaxLength(MOST_WORDS)],
    )


class CandourForm(PortalForm):
    """Could this be a notifiable safety incident?"""

    answer = RadioField(
        _l("Could this be a notifiable safety incident?"),
        choices=choices(CANDOUR),
        validators=[Required(_l("Choose an answer"))],
    )
    why = TextAreaField(_l("Why?"), validators=[Required(_l("Write why")), MaxLength(MOST_WORDS)])
    told_on = StringField(_l("On which day was the provider told?"), validators=[MaxLength(20)])

    def validate_told_on(self, field: Any) -> None:
        """A real day that is not in the future."""
        if not field.data:
            return
        day = read_day(field.data)
        if day is None:
            raise ValidationError(str(_l("Write the day like 27/3/2026")))
        if day > utc_now().astimezone(LONDON).date():
            raise ValidationError(str(_l("The day cannot be in the future")))


def read_day(typed: str) -> date | None:
    """A day typed as 27/3/2026, 27 3 2026 or 2026-03-27; None for anything else."""
    parts = re.findall(r"[0-9]+", typed) if re.fullmatch(r"[0-9 ./-]{8,12}", typed) else []
    if len(parts) != 3:
        return None
    day, month, year = parts if len(parts[2]) == 4 else reversed(parts)
    try:
        return date(int(year), int(month), int(day)) if len(year) == 4 else None
    except ValueError:
        return None
