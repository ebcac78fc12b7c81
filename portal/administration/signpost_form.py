"""The forms of a "help now" signpost."""

from datetime import timedelta
from typing import Any

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.fields import Field
from wtforms.validators import ValidationError

from portal.administration.days import day_field, parse_day, typed_day
from portal.administration.forms import RefusableForm
from portal.administration.word_forms import number_of
from portal.administration.words import SIGNPOST_KINDS
from portal.i18n import DEFAULT, LANGUAGES, language_name_here, today
from portal.organisations.models import Signpost
from portal.organisations.signposting import SignpostWords
from portal.web.fields import MaxLength, PortalForm, Required, choices

#: languages other than English, in which the words may be written
OTHERS = tuple(tag for tag in LANGUAGES if tag != DEFAULT)
USUAL_REVIEW = timedelta(days=183)
BOTH: LazyString = _l("Write both the name and the words, or neither")


class SignpostForm(RefusableForm):
    """Name, words and number; in other languages too."""

    version = HiddenField()
    name = StringField(
        _l("Name in English"), validators=[Required(_l("Enter the name")), MaxLength(120)]
    )
    text = TextAreaField(
        _l("Words before the number, in English"),
        validators=[Required(_l("Write the words before the number")), MaxLength(500)],
    )
    phone = StringField(_l("Phone number"), validators=[MaxLength(40)])
    sms = StringField(_l("Number for texts"), validators=[MaxLength(20)])
    url = StringField(_l("Web address to read more"), validators=[MaxLength(300)])
    kind = SelectField(_l("Kind"), choices=choices(SIGNPOST_KINDS))
    urgent = BooleanField(_l("Show it first and at the top of every page"))
    position = StringField(
        _l("Place in the list"), validators=[Required(_l("Enter a number")), MaxLength(4)]
    )
    review_on = day_field(_l("Check again by"), required=True)

    def validate_position(self, field: Field) -> None:
        """A whole number from 1 to 999."""
        if not 1 <= (number_of(field.data) or 0) <= 999:
            raise ValidationError(str(_l("Enter a whole number from 1 to 999")))

    def words(self) -> SignpostWords:
        """What was typed, once the form is valid."""
        day = parse_day(self.review_on.data)
        assert day is not None  # the field is required
        return SignpostWords(
            kind=self.kind.data,
            position=number_of(self.position.data) or 1,
            urgent=bool(self.urgent.data),
            name=self.name.data or "",
            text=self.text.data or "",
            phone_shown=self.phone.data or "",
            sms=self.sms.data or "",
            url=self.url.data or "",
            review_on=day,
            translations=self._translations(),
        )

    def _translations(self) -> dict[str, dict[str, str]]:
        typed = {
            tag: {"name": self[f"name_{tag}"].data or "", "text": self[f"text_{tag}"].data or ""}
            for tag in OTHERS
        }
        return {tag: words for tag, words in typed.items() if words["name"]}


class _Both:
    """Name and words of a language come together."""

    def __init__(self, other: str) -> None:
        self.other = other

    def __call__(self, form: PortalForm, field: Field) -> None:
        """Raise `ValidationError` at the empty one of the two."""
        if not (field.data or "").strip() and (form[self.other].data or "").strip():
            raise ValidationError(str(BOTH))


def _in_language(tag: str) -> tuple[LazyString, LazyString]:
    """The labels of name and words, in the language of the page."""
    return (
        LazyString(lambda: _("Name in %(language)s", language=language_name_here(tag))),
        LazyString(lambda: _("Words in %(language)s", language=language_name_here(tag))),
    )


for _tag in OTHERS:
    _name, _words = _in_language(_tag)
    _name_rules = [_Both(f"text_{_tag}"), MaxLength(120)]
    _words_rules = [_Both(f"name_{_tag}"), MaxLength(500)]
    setattr(SignpostForm, f"name_{_tag}", StringField(_name, validators=_name_rules))
    setattr(SignpostForm, f"text_{_tag}", TextAreaField(_words, validators=_words_rules))


class ReviewForm(RefusableForm):
    """The next day on which somebody looks."""

    review_on = day_field(_l("Check again by"), required=True)


def next_review() -> str:
    """Half a year from today, as a field holds it."""
    return typed_day(today() + USUAL_REVIEW)


def known(signpost: Signpost) -> dict[str, Any]:
    """What the form shows of a signpost that is there."""
    own = signpost.translations or {}
    return {
        "version": str(signpost.version),
        "name": signpost.name,
        "text": signpost.text,
        "phone": signpost.phone_shown or signpost.phone,
        "sms": signpost.sms,
        "url": signpost.url,
        "kind": signpost.kind,
        "urgent": signpost.urgent,
        "position": str(signpost.position),
        "review_on": typed_day(signpost.review_on) if signpost.review_on > today() else "",
        **{f"name_{tag}": own.get(tag, {}).get("name", "") for tag in OTHERS},
        **{f"text_{tag}": own.get(tag, {}).get("text", "") for tag in OTHERS},
    }
