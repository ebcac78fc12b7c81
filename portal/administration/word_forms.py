"""Forms for settings, reasons, templates of replies and equality questions."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import ValidationError

from portal.administration.days import day_field
from portal.administration.forms import RefusableForm
from portal.feedback.words import KIND_NAMES
from portal.i18n import LANGUAGES, language_name_here
from portal.reply_templates.gaps import unknown_gaps
from portal.strategy.catalogue import THEMES
from portal.web.fields import MaxLength, PortalForm, Required, choices


class SettingForm(PortalForm):
    """A new value from a day on."""

    value = StringField(
        _l("New value"), validators=[Required(_l("Enter the new value")), MaxLength(20)]
    )
    effective_on = day_field(_l("First day of the new value"), required=True)
    reason = TextAreaField(
        _l("Why"), validators=[Required(_l("Write why it is changed")), MaxLength(500)]
    )

    def validate_value(self, field: Any) -> None:
        """A whole number; the range is the verb's to know."""
        if number_of(field.data) is None:
            raise ValidationError(str(_l("Enter a whole number, like 10")))


def number_of(typed: str | None) -> int | None:
    """The whole number that somebody typed, None for anything else."""
    text = (typed or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else None


class NewReasonForm(RefusableForm):
    """A reason of the organisation's own."""

    code = StringField(_l("Code"), validators=[Required(_l("Enter the code")), MaxLength(20)])
    for_staff = StringField(
        _l("Sentence for staff"),
        validators=[Required(_l("Write the sentence for staff")), MaxLength(200)],
    )
    for_person = TextAreaField(
        _l("Sentence for the person"),
        validators=[Required(_l("Write the sentence for the person")), MaxLength(500)],
    )
    active_from = day_field(_l("First day"), required=False)


class ReasonForm(RefusableForm):
    """The words and dates of a reason."""

    for_staff = StringField(_l("Sentence for staff"), validators=[MaxLength(200)])
    for_person = TextAreaField(_l("Sentence for the person"), validators=[MaxLength(500)])
    active_from = day_field(_l("First day"), required=False)
    active_to = day_field(_l("Last day"), required=False)


class TemplateForm(PortalForm):
    """A start of a reply."""

    version = HiddenField()
    name = StringField(_l("Name"), validators=[Required(_l("Enter the name")), MaxLength(120)])
    kind = SelectField(
        _l("For which kind of feedback"), choices=choices({"": _l("Any kind"), **KIND_NAMES})
    )
    theme = SelectField(
        _l("For which theme"),
        choices=choices({"": _l("Any theme"), **{t.id: t.name for t in THEMES}}),
    )
    language = SelectField(
        _l("Language"), choices=lambda: [(tag, language_name_here(tag)) for tag in LANGUAGES]
    )
    body = TextAreaField(
        _l("Words of the reply"),
        validators=[Required(_l("Write the words of the reply")), MaxLength(5000)],
    )
    active = BooleanField(_l("Offer it to those who reply"))

    def validate_body(self, field: Any) -> None:
        """Only gaps that can be filled."""
        if unknown := unknown_gaps(field.data or ""):
            names = ", ".join(f"{{{name}}}" for name in unknown)
            raise ValidationError(str(_l("There is no gap with the name %(names)s", names=names)))


class QuestionForm(PortalForm):
    """One equality question."""

    text = TextAreaField(
        _l("Question"), validators=[Required(_l("Write the question")), MaxLength(500)]
    )
    hint = TextAreaField(_l("Hint"), validators=[MaxLength(1000)])
    options = TextAreaField(
        _l("Answers"), validators=[Required(_l("Write the answers")), MaxLength(10_000)]
    )
    several = BooleanField(_l("People can choose more than one answer"))
    own_words = BooleanField(_l("People can use their own words"))


class PublishForm(PortalForm):
    """Why the questions change."""

    reason = TextAreaField(
        _l("Why the questions change"),
        validators=[Required(_l("Write why the questions change")), MaxLength(500)],
    )
