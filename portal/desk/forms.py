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
from portal.desk.starts import STAFF_LANGUAGE, Start, languages_for
from portal.desk.words import OUTCOMES
from portal.feedback.models import Feedback
from portal.feedback.states import ContentNote
from portal.feedback.words import CONTENT_NOTES
from portal.i18n import language_name_here
from portal.questions.models import MOST_QUESTION
from portal.reasons.queries import list_active_reasons
from portal.reply_templates.gaps import open_gaps
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


def _number(said: str | None) -> int | None:
    said = said or ""
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else None


def _languages(feedback: Feedback) -> list[SelectChoice]:
    return [SelectChoice(tag, language_name_here(tag)) for tag in languages_for(feedback)]


class ResponseForm(PortalForm):
    """An answer to the person, perhaps begun with a template."""

    template = SelectField(_l("Start with a template"), choices=[], validate_choice=False)
    body = TextAreaField(
        _l("Answer to the person"),
        validators=[Required(_l("Write the answer")), MaxLength(10_000)],
    )
    language = SelectField(
        _l("Language of the answer"), choices=[], default=STAFF_LANGUAGE, validate_choice=True
    )
    answered = HiddenField()

    def about(self, feedback: Feedback, starts: dict[str, Start]) -> "ResponseForm":
        """The form with what can be chosen for `feedback`."""
        self.language.choices = _languages(feedback)
        self.template.choices = [SelectChoice(s.id, s.name) for s in starts.values()]
        return self

    def seen(self) -> int | None:
        """How many answers the page of this form showed; None for a page that did not say."""
        return _number(self.answered.data)

    def validate_body(self, field: Any) -> None:
        """A gap of a template that nobody filled is no answer."""
        if gaps := open_gaps(field.data or ""):
            said = ", ".join(gaps)
            raise ValidationError(str(_l("Fill in or take out: %(gaps)s", gaps=said)))


class QuestionForm(PortalForm):
    """A question to the person."""

    question = TextAreaField(
        _l("Question to the person"),
        validators=[Required(_l("Write the question")), MaxLength(MOST_QUESTION)],
    )
    question_language = SelectField(
        _l("Language of the question"), choices=[], default=STAFF_LANGUAGE, validate_choice=True
    )
    turns = HiddenField()

    def about(self, feedback: Feedback) -> "QuestionForm":
        """The form with what can be chosen for `feedback`."""
        self.question_language.choices = _languages(feedback)
        return self

    def seen(self) -> int | None:
        """How many turns the page of this form showed; None for a page that did not say."""
        return _number(self.turns.data)


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
