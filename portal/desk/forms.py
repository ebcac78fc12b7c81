"""Forms of the desk."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    HiddenField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    TextAreaField,
)
from wtforms.validators import ValidationError

from portal.desk.models import Outcome, Reason
from portal.desk.words import OUTCOMES
from portal.feedback.states import ContentNote
from portal.feedback.words import CONTENT_NOTES
from portal.reasons.queries import list_active_reasons
from portal.web.fields import MaxLength, PortalForm, Required, choices


class DecisionForm(PortalForm):
    """Approve, redact, hold or decline, with a reason."""

    version = HiddenField()
    outcome = RadioField(
        _l("Decision"),
        choices=choices(OUTCOMES),
        validators=[Required(_l("Choose a decision"))],
    )
    reason = SelectField(
        _l("Reason"),
        choices=lambda: [SelectChoice(r.code, r.for_staff) for r in list_active_reasons()],
        validators=[Required(_l("Choose a reason"))],
    )
    public_text = TextAreaField(
        _l("Words that the public will see"), validators=[MaxLength(30_000)]
    )

    def validate_reason(self, field: Any) -> None:
        """Taking out, holding and declining need a reason of their own."""
        if self.outcome.data != Outcome.APPROVE and field.data == Reason.FIT_TO_PUBLISH:
            raise ValidationError(str(_l("Choose the reason for this decision")))

    def validate_public_text(self, field: Any) -> None:
        """There must be words left to show."""
        if self.outcome.data == Outcome.REDACT and not field.data:
            raise ValidationError(str(_l("Leave some words to show, or decline it")))


class NotesForm(PortalForm):
    """What the words may upset a reader with; sent alone, or with "Publish"."""

    version = HiddenField()
    notes = SelectMultipleField(_l("What may upset a reader"), choices=choices(CONTENT_NOTES))

    def chosen(self) -> list[ContentNote]:
        """The notes that were ticked."""
        return [ContentNote(code) for code in self.notes.data or []]


class TakeDownForm(PortalForm):
    """Why something is taken down; the person sees the sentence of the reason."""

    version = HiddenField()
    why = SelectField(
        _l("Why is it taken down?"),
        choices=lambda: [
            SelectChoice(r.code, r.for_staff)
            for r in list_active_reasons()
            if r.code != Reason.FIT_TO_PUBLISH
        ],
        validators=[Required(_l("Choose a reason"))],
    )


class ResponseForm(PortalForm):
    """An answer to the person."""

    body = TextAreaField(
        _l("Answer to the person"),
        validators=[Required(_l("Write the answer")), MaxLength(10_000)],
    )
    answered = HiddenField()

    def seen(self) -> int | None:
        """How many answers the page of this form showed; None for a page that did not say."""
        said = self.answered.data or ""
        return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else None


class NoteForm(PortalForm):
    """A private note."""

    body = TextAreaField(
        _l("Private note"), validators=[Required(_l("Write the note")), MaxLength(5000)]
    )


class CorrectionForm(PortalForm):
    """What a label should have been."""

    label = HiddenField()
    value = SelectField(
        _l("The reading should say"),
        choices=choices(
            {
                "positive": _l("held"),
                "negative": _l("did not hold"),
                "mixed": _l("partly held"),
                "absent": _l("not about this"),
            }
        ),
    )
