"""The base of every form: words are cleaned once, here, and the sentences are ours."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form, SelectChoice
from wtforms.fields import Field
from wtforms.validators import StopValidation, ValidationError

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")


def clean(value: Any) -> Any:
    """One text as we keep it: no control characters or lone surrogates, LF line ends, NFC."""
    if not isinstance(value, str):
        return value
    value = _FORBIDDEN.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
    return unicodedata.normalize("NFC", value).strip()


def version_shown(value: str | None) -> int:
    """The version of a record that the form's page showed; 0, which no record has, for anything
    that is not a number of ours.
    """
    return number_shown(value)


def number_shown(value: str | None) -> int:
    """A number that a page of ours wrote down, such as an id; 0 for anything that is none."""
    if not value or not (value.isascii() and value.isdigit() and len(value) < 10):
        return 0
    return int(value)


class OurSentences:
    """WTForms speaks only when an answer came that no page offers; it says so in our words."""

    def gettext(self, string: str) -> str:
        """One sentence for all of them."""
        return _("Choose an answer")

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """The same for several."""
        return _("Choose an answer")


class PortalForm(Form):
    """A form whose text fields are cleaned before anything else looks at them."""

    class Meta:
        """Clean every text; leave the browser's own error bubbles off."""

        def bind_field(self, form: Form, unbound_field: Any, options: dict[str, Any]) -> Field:
            """Add the cleaning filter to fields that take text."""
            filters = list(unbound_field.kwargs.get("filters", []))
            if unbound_field.field_class.__name__ in TEXT_FIELDS:
                filters.insert(0, clean)
            return unbound_field.bind(form=form, filters=filters, **options)

        def get_translations(self, form: Form) -> OurSentences:
            """Our sentences in the language of the page."""
            return OurSentences()

        def render_field(self, field: Field, render_kw: dict[str, Any]) -> Any:
            """Render without the `required` attribute: our own sentences can be translated."""
            render_kw.pop("required", None)
            return field.widget(field, **render_kw)


TEXT_FIELDS = {"StringField", "TextAreaField", "EmailField", "TelField"}


class Required:
    """Stops with `message` when nothing was given."""

    def __init__(self, message: str | LazyString) -> None:
        self.message = message

    def __call__(self, form: Form, field: Field) -> None:
        """Raise `StopValidation` for an empty value."""
        if not field.data or (isinstance(field.data, str) and not field.data.strip()):
            field.errors = []
            raise StopValidation(str(self.message))


class MaxLength:
    """At most `most` characters."""

    def __init__(self, most: int) -> None:
        self.most = most

    def __call__(self, form: Form, field: Field) -> None:
        """Raise `ValidationError` saying how many characters are allowed."""
        if len(field.data or "") > self.most:
            raise ValidationError(
                str(_l("Use %(most)s characters or fewer", most=f"{self.most:,}"))
            )


def choices(options: Mapping[Any, Any]) -> Callable[[], list[SelectChoice]]:
    """Choices for a field, translated when the page is made."""
    return lambda: [SelectChoice(value, str(label)) for value, label in options.items()]
