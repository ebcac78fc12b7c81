"""The form with which a person draws new limits."""

from collections.abc import Sequence
from datetime import date

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, TextAreaField

from portal.insight.rebasing import MOST_REASON
from portal.web.fields import MaxLength, PortalForm, Required


class RebaseForm(PortalForm):
    """From which month on, and why."""

    month = SelectField(_l("First month of the new level"))
    reason = TextAreaField(
        _l("Why is this a new level, and why will it last?"),
        validators=[Required(_l("Write why this is a new level")), MaxLength(MOST_REASON)],
    )

    def offer(self, months: Sequence[tuple[date, str]]) -> None:
        """The months that can be chosen, with their names."""
        self.month.choices = [(f"{month:%Y-%m}", name) for month, name in months]
