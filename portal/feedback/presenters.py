"""What a page shows of feedback."""

from dataclasses import dataclass
from typing import Any

from babel.lists import format_list
from flask_babel import get_locale
from flask_babel import gettext as _

from portal.feedback.forms import NOT_SURE
from portal.feedback.models import Draft, Feedback
from portal.feedback.others import others_of
from portal.feedback.steps import steps_of
from portal.feedback.words import ANSWERS, CONTENT_NOTES, KIND_NAMES, OVERALL, WHEN, WHO
from portal.i18n import direction, isolated, language_name_here, listed
from portal.organisations.presenters import both_names
from portal.strategy.catalogue import statement_text


@dataclass(frozen=True)
class Row:
    """One line of the check page; `words` are the person's own, `name` a place's."""

    step: str
    key: str
    value: str
    words: bool = False
    name: bool = False


def answers_to_check(draft: Draft) -> list[Row]:
    """Every answer of a draft, in the order asked; what was left out says "Not provided"."""
    shown = {s.name for s in steps_of(draft)}
    return [row for row in _rows(draft.answers) if row.step in shown]


def _rows(a: dict[str, Any]) -> list[Row]:
    nothing = _("Not provided")
    rows = [
        Row("who", _("Who you are"), _label(WHO, a.get("who"))),
        Row("service", _("Service"), service_shown(a), name=_is_named(a)),
        Row("others", _("Other services"), others_shown(a), name=bool(others_of(a))),
        Row("when", _("When it happened"), _label(WHEN, a.get("when"))),
        Row("overall", _("Your experience overall"), _label(OVERALL, a.get("overall"))),
    ]
    for statement_id in a.get("statements") or []:
        answer = a.get(f"answer_{statement_id.replace('-', '_')}")
        rows.append(Row("answers", str(statement_text(statement_id)), _label(ANSWERS, answer)))
    for step, field, key in (
        ("thanks", "good", _("What you want to say thank you for")),
        ("good", "good", _("What was good")),
        ("better", "better", _("What we could do better")),
        ("happened", "happened", _("What happened")),
        ("wanted", "wanted", _("What you would like to happen")),
    ):
        rows.append(Row(step, key, a.get(field) or nothing, words=bool(a.get(field))))
    rows.append(
        Row("publish", _("May we show it?"), _("Yes") if a.get("publish") == "yes" else _("No"))
    )
    rows.append(Row("contact", _("How you get an answer"), _contact(a)))
    about = ", ".join(filter(None, (a.get("name"), a.get("email"), a.get("phone"))))
    rows.append(Row("about-you", _("How to reach you"), about or nothing, words=bool(about)))
    return rows


def _contact(a: dict[str, Any]) -> str:
    if a.get("contact_by") == "email":
        return _("By email to %(email)s, and with your code", email=a.get("email", ""))
    return _("With your code") if a.get("contact_by") == "code" else _("No answer wanted")


def _label(options: dict[Any, Any], value: Any) -> str:
    return str(options[value]) if value in options else _("Not provided")


def service_shown(a: dict[str, Any]) -> str:
    """The service of a draft in words."""
    if a.get("service_name"):
        return str(a["service_name"])
    if a.get("service_text"):
        return str(a["service_text"])
    return _("I’m not sure") if a.get("service") == NOT_SURE else _("Not provided")


def others_shown(a: dict[str, Any]) -> str:
    """The other services of a draft in one line."""
    named = [other["name"] for other in others_of(a)]
    return listed(named) if named else _("No other services")


def _is_named(a: dict[str, Any]) -> bool:
    return bool(a.get("service_name") or a.get("service_text"))


@dataclass(frozen=True)
class Published:
    """A published experience as its page shows it."""

    id: int
    title: str
    text: str
    language: str
    direction: str
    language_note: str
    service: str
    organisation: str
    further: list[str]
    kind: str
    notes: str
    answers: list[tuple[str, str]]
    month: Any


def notes_said(feedback: Feedback) -> str:
    """What the words may upset a reader with, as the end of a sentence; empty: nothing noted."""
    said = [str(CONTENT_NOTES[note]) for note in feedback.noted]
    return format_list(said, locale=get_locale() or "en") if said else ""


def published(feedback: Feedback) -> Published:
    """A row as the public sees it: the public text only, and a month instead of a day."""
    service = feedback.care_service
    name = both_names(service) if service else _("A service in our region")
    kind = str(KIND_NAMES[feedback.kind])  # type: ignore[index]
    return Published(
        id=feedback.id,
        title=_("%(kind)s about %(service)s", kind=kind, service=isolated(name)),
        text=feedback.public_text or "",
        language=feedback.language,
        direction=direction(feedback.language),
        language_note=language_name_here(feedback.language),
        service=name,
        organisation=both_names(service.organisation) if service else "",
        # known services only: a name in the person's words was read by nobody
        further=[both_names(r.care_service) for r in feedback.further if r.care_service],
        kind=kind,
        notes=notes_said(feedback),
        answers=[
            (str(statement_text(a.statement_id)), str(ANSWERS[a.answer]))  # type: ignore[index]
            for a in feedback.answers
        ],
        month=feedback.received_on,
    )
