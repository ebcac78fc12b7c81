"""Every component in its states. The components are the macros of the shared templates
themselves: a new one is shown as soon as it exists, and one about a field in every state.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import current_app, render_template, url_for
from flask_babel import lazy_gettext as _l
from jinja2.runtime import Macro
from markupsafe import Markup, escape
from wtforms import (
    BooleanField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields import Field

from portal import web
from portal.catalogue.words import STATES
from portal.feedback.states import Overall
from portal.feedback.words import OVERALL
from portal.web.fields import PortalForm, choices

FOLDER = Path(web.__file__).parent / "templates" / "components"
#: parts of the NHS look that templates write out without a macro
PARTS = "parts"
KINDS: dict[str, Any] = {
    "textarea": TextAreaField, "checkbox": BooleanField, "radios": RadioField,
    "checkboxes": SelectMultipleField, "select": SelectField,
}  # fmt: skip
LABEL, ERROR = _l("What was good?"), _l("Choose an answer")
HINT = _l("The person sees this with their code. Use short words.")
LONG = _l("It is hard to read. Use shorter sentences and words. Reading age now:")
ARABIC = "كانت الممرضة لطيفة، والجناح 12 هادئ"
WORDS = _l("Thank you. Your report is with us.")
Example = tuple[Any, Any]


def components() -> list[str]:
    """The names of all components."""
    return [*sorted(_macros()), PARTS]


def examples_of(component: str) -> list[Example]:
    """Each state of one component with its markup."""
    if component == PARTS:
        return [(STATES["plain"], Markup(render_template("catalogue/parts.html")))]  # noqa: S704
    macro = _macros()[component]
    if "field" in macro.arguments:
        return [(name, macro(field, **options)) for name, field, options in _fields(component)]
    return [(name, make(macro)) for name, make in OTHERS.get(component, ())]


def _macros() -> dict[str, Macro]:
    found: dict[str, Macro] = {}
    for path in sorted(FOLDER.glob("*.html")):
        module = current_app.jinja_env.get_template(f"components/{path.name}").module
        found |= {k: v for k, v in vars(module).items() if isinstance(v, Macro)}
    return found


def _fields(component: str) -> list[tuple[Any, Field, dict[str, Any]]]:
    return [
        (STATES["plain"], _field(component, "plain", LABEL), {}),
        (STATES["hint"], _field(component, "hint", LABEL), {"hint": HINT}),
        (STATES["error"], _field(component, "error", LABEL, wrong=True), {"hint": HINT}),
        (STATES["long"], _field(component, "long", LONG, str(LONG) * 3), {}),
        (STATES["arabic"], _field(component, "arabic", LABEL, ARABIC), {}),
    ]


def _field(
    component: str, state: str, label: Any, value: str | None = None, *, wrong: bool = False
) -> Field:
    """A field for the macro of that name, in a form of its own so that ids stay apart."""
    kind = KINDS.get(component, StringField)
    options = {"choices": choices(OVERALL)} if issubclass(kind, SelectField | RadioField) else {}

    class Example(PortalForm):
        words = kind(label, **options)

    form = Example(prefix=f"{component}-{state}-", data={"words": value})
    if wrong:
        form.words.errors = [ERROR]
    return form.words


def _wrong_form() -> PortalForm:
    class Example(PortalForm):
        words = StringField(LABEL)

    form = Example()
    form.words.errors = [ERROR]
    return form


def _summary(macro: Macro) -> Any:
    form = _wrong_form()
    return macro(form) + _macros()["text_input"](form["words"])


def _said(notes: Any) -> dict[str, Any]:
    return {"notes": notes, "language": "en", "direction": "ltr"}


def _in_list(shown: Any) -> Markup:
    return Markup('<dl class="nhsuk-summary-list">{}</dl>').format(shown)


def _inside() -> Markup:
    return Markup("<p>{}</p>").format(escape(WORDS))


def _here() -> str:
    return url_for("catalogue.index")


PLAIN, LONG_STATE, RTL = STATES["plain"], STATES["long"], STATES["arabic"]
#: components that are not about a field: a state, and how the macro is called for it
OTHERS: dict[str, tuple[tuple[Any, Callable[[Macro], Any]], ...]] = {
    "back": ((PLAIN, lambda m: m(_here())),),
    "button": (
        (PLAIN, lambda m: m(WORDS)),
        (_l("Less important"), lambda m: m(WORDS, secondary=True)),
        (LONG_STATE, lambda m: m(LONG)),
    ),
    "error_summary": ((STATES["error"], _summary),),
    "tag": (
        (PLAIN, lambda m: m(WORDS)),
        (_l("In colour"), lambda m: m(WORDS, "green")),
        (LONG_STATE, lambda m: m(LONG, "red")),
    ),
    "name": ((PLAIN, lambda m: m("Invented Ward 12")), (RTL, lambda m: m(ARABIC))),
    "about": (
        (PLAIN, lambda m: m({"kind": OVERALL[Overall.GOOD], "service": "Invented Ward 12"})),
    ),
    "quote": (
        (PLAIN, lambda m: m("The ward was calm.\n\nNobody hurried.", "en", "ltr")),
        (RTL, lambda m: m(ARABIC, "ar", "rtl")),
    ),
    "public_words": (
        (PLAIN, lambda m: m(_said(""), "The ward was calm.")),
        (_l("What may upset a reader"), lambda m: m(_said(LONG), "The ward was calm.")),
    ),
    "warning": ((PLAIN, lambda m: m(WORDS, caller=_inside)),),
    "row": (
        (PLAIN, lambda m: _in_list(m(LABEL, WORDS))),
        (_l("With a link to change it"), lambda m: _in_list(m(LABEL, WORDS, _here(), LABEL))),
        (LONG_STATE, lambda m: _in_list(m(LONG, str(LONG) * 3))),
        (RTL, lambda m: _in_list(m(LABEL, ARABIC, lang="ar", dir="rtl"))),
    ),
    "wide_row": ((PLAIN, lambda m: _in_list(m(LABEL, caller=_inside))),),
    "newer_older": ((PLAIN, lambda m: m(_here(), _here())),),
    "previous_next": ((PLAIN, lambda m: m(_here(), _here())),),
}
