"""The form of a change."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import ValidationError

from portal.strategy.catalogue import STATEMENTS, THEMES, theme_of
from portal.web.fields import MaxLength, PortalForm, Required, choices
from portal.you_said_we_did.models import ChangeState
from portal.you_said_we_did.words import STATES

WORDS = 5000


class ChangeForm(PortalForm):
    """You said, we did, what happens next, and what it should move."""

    version = HiddenField()
    you_said = TextAreaField(
        _l("You said"), validators=[Required(_l("Write what people said")), MaxLength(WORDS)]
    )
    we_did = TextAreaField(_l("We did"), validators=[MaxLength(WORDS)])
    next_steps = TextAreaField(_l("What happens next"), validators=[MaxLength(WORDS)])
    state = RadioField(
        _l("How far is it?"),
        choices=choices(STATES),
        validators=[Required(_l("Choose how far it is"))],
    )
    why_not = TextAreaField(_l("Why is it not possible?"), validators=[MaxLength(WORDS)])
    service = SelectField(_l("Service"), validate_choice=False)
    theme = SelectField(_l("Theme"), choices=choices({t.id: t.name for t in THEMES}))
    statement = SelectField(
        _l("Sentence that it should make more true"),
        choices=choices({"": _l("None"), **{s.id: s.text for s in STATEMENTS}}),
    )
    evidence = StringField(_l("References of the feedback behind it"), validators=[MaxLength(2000)])

    def validate_we_did(self, field: Any) -> None:
        """A change that is done says what was done."""
        if self.state.data == ChangeState.DONE and not field.data:
            raise ValidationError(str(_l("Write what you did")))

    def validate_why_not(self, field: Any) -> None:
        """People deserve the reason."""
        if self.state.data == ChangeState.NOT_POSSIBLE and not field.data:
            raise ValidationError(str(_l("Write why it is not possible")))

    def validate_statement(self, field: Any) -> None:
        """A statement belongs to its theme."""
        if field.data and not field.errors and theme_of(field.data) != self.theme.data:
            raise ValidationError(str(_l("Choose a sentence of the theme above")))
