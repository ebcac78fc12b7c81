"""One form per question of the journey."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    EmailField,
    RadioField,
    SelectMultipleField,
    StringField,
    TelField,
    TextAreaField,
)
from wtforms.validators import ValidationError

from portal.feedback.models import MOST_CHARACTERS, MOST_CHARACTERS_COMPLAINT, Draft
from portal.feedback.others import others_of
from portal.feedback.words import ANSWERS, KINDS, OVERALL, WHEN, WHO
from portal.strategy.catalogue import STATEMENTS, statement_text
from portal.web.email import Email
from portal.web.fields import MaxLength, PortalForm, Required, choices

NOT_LISTED, NOT_SURE = "not_listed", "not_sure"
CHOOSE = _l("Choose an answer")


def _radio(label: Any, options: Mapping[Any, Any], message: Any = CHOOSE) -> Any:
    return RadioField(
        label, choices=choices(options), validators=[Required(message)], validate_choice=True
    )


class KindForm(PortalForm):
    """What the person wants to do."""

    kind = _radio(_l("What do you want to do?"), KINDS, _l("Choose what you want to do"))


class WhoForm(PortalForm):
    """Who is telling."""

    who = _radio(_l("Who are you?"), WHO, _l("Choose who you are"))


class WhenForm(PortalForm):
    """When it happened."""

    when = _radio(_l("When did it happen?"), WHEN, _l("Choose when it happened"))


class OverallForm(PortalForm):
    """The Friends and Family Test question of April 2020."""

    overall = _radio(
        _l("Overall, how was your experience of our service?"),
        OVERALL,
        _l("Choose how your experience was"),
    )


class ServiceForm(PortalForm):
    """Which service; searched, or in the person's own words."""

    search = StringField(_l("Which service is this about?"), validators=[MaxLength(100)])
    service = RadioField(_l("Choose the service"), choices=[], validate_choice=False)
    service_text = StringField(_l("Name of the service or place"), validators=[MaxLength(300)])


class AnotherForm(ServiceForm):
    """One more service that played a part; searched like the first."""

    search = StringField(_l("Which other service played a part?"), validators=[MaxLength(100)])


def others_form(draft: Draft) -> type[PortalForm]:
    """Whether other services played a part; once some are named, whether there are more."""
    label = (
        _l("Do you want to add another service? (optional)")
        if others_of(draft.answers)
        else _l("Did other services play a part? (optional)")
    )
    # nothing chosen means no: whoever has only one service to tell of goes on at once
    field = RadioField(
        label, choices=choices({"yes": _l("Yes"), "no": _l("No")}), validate_choice=False
    )
    return type("OthersForm", (PortalForm,), {"others": field})


class StatementsForm(PortalForm):
    """Which I statements mattered."""

    statements = SelectMultipleField(
        _l("Which of these mattered to you? (optional)"),
        choices=choices({s.id: s.text for s in STATEMENTS}),
    )

    def validate_statements(self, field: SelectMultipleField) -> None:
        """At most five, so that the next page stays short."""
        if len(field.data or []) > 5:
            raise ValidationError(str(_l("Choose 5 or fewer")))


def answers_form(chosen: list[str]) -> type[PortalForm]:
    """A form with one fieldset for each chosen statement and one optional sentence each."""
    fields: dict[str, Any] = {}
    for statement_id in chosen:
        name = statement_id.replace("-", "_")
        fields[f"answer_{name}"] = _radio(statement_text(statement_id), ANSWERS)
        fields[f"words_{name}"] = StringField(
            _l("Do you want to say more? (optional)"), validators=[MaxLength(500)]
        )
    return type("AnswersForm", (PortalForm,), fields)


class GoodForm(PortalForm):
    """What was good."""

    good = TextAreaField(_l("What was good?"), validators=[MaxLength(MOST_CHARACTERS)])


class ThanksForm(PortalForm):
    """A thank-you has to say something."""

    good = TextAreaField(
        _l("What do you want to say thank you for?"),
        validators=[
            Required(_l("Write what you want to say thank you for")),
            MaxLength(MOST_CHARACTERS),
        ],
    )


class BetterForm(PortalForm):
    """What could be better."""

    better = TextAreaField(_l("What could we do better?"), validators=[MaxLength(MOST_CHARACTERS)])


class HappenedForm(PortalForm):
    """What a complaint is about."""

    happened = TextAreaField(
        _l("What happened?"),
        validators=[Required(_l("Write what happened")), MaxLength(MOST_CHARACTERS_COMPLAINT)],
    )


class WantedForm(PortalForm):
    """What the person wants to come of it."""

    wanted = TextAreaField(
        _l("What would you like to happen?"), validators=[MaxLength(MOST_CHARACTERS_COMPLAINT)]
    )


class PublishForm(PortalForm):
    """Whether the words may be shown to others."""

    publish = _radio(
        _l("May we show this on our website?"),
        {
            "yes": _l("Yes, after staff have taken out anything that says who I am"),
            "no": _l("No, only staff may read it"),
        },
        _l("Choose if we may show it"),
    )


class ContactForm(PortalForm):
    """How an answer reaches the person."""

    contact_by = _radio(
        _l("How do you want to get an answer?"),
        {
            "code": _l("On this website, with a secret code. We do not need your name or email"),
            "email": _l("By email, and with the secret code"),
            "none": _l("I do not want an answer"),
        },
        _l("Choose how you want to get an answer"),
    )
    email = EmailField(_l("Email address"), validators=[MaxLength(254), Email()])

    def validate_email(self, field: EmailField) -> None:
        """An address is needed when the answer goes there."""
        if self.contact_by.data == "email" and not field.data:
            raise ValidationError(str(_l("Enter your email address")))


class ComplainantForm(PortalForm):
    """Who complains and how to reach them; all of it can be left out."""

    name = StringField(_l("Full name (optional)"), validators=[MaxLength(200)])
    email = EmailField(_l("Email address (optional)"), validators=[MaxLength(254), Email()])
    phone = TelField(_l("Phone number (optional)"), validators=[MaxLength(40)])


class CodeForm(PortalForm):
    """The person says that the code is kept."""

    kept = BooleanField(
        _l("I have kept my reference and my code"),
        validators=[Required(_l("Tick the box when you have kept your code"))],
    )


class EmptyForm(PortalForm):
    """A page with a button only."""
