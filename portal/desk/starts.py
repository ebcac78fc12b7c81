"""Templates as starts of an answer; words that were typed are never thrown away unasked."""

from dataclasses import dataclass
from enum import StrEnum

from portal.accounts.models import User
from portal.feedback.models import Feedback
from portal.reply_templates.gaps import filled
from portal.reply_templates.queries import list_reply_templates

#: the language that staff write in unless they choose the person's
STAFF_LANGUAGE = "en"


class How(StrEnum):
    """What happens to what stands in the box already."""

    ASK = "start"
    BELOW = "below"
    REPLACE = "replace"


@dataclass(frozen=True)
class Start:
    """A template with its gaps filled for one item and one responder."""

    id: str
    name: str
    language: str
    text: str


class AlreadyTyped(Exception):
    """There are words in the box, and nobody said what should become of them."""


def languages_for(feedback: Feedback) -> list[str]:
    """The languages in which staff may write to the person, each once."""
    return list(dict.fromkeys((feedback.language, STAFF_LANGUAGE)))


def starts_for(feedback: Feedback, *, by: User) -> dict[str, Start]:
    """The active templates for the kind of the item, by id: the person's language comes first."""
    known = _known(feedback, by)
    return {
        str(template.id): Start(
            str(template.id), template.name, language, filled(template.body, known)
        )
        for language in languages_for(feedback)
        for template in list_reply_templates(feedback.kind, language)
    }


def _known(feedback: Feedback, by: User) -> dict[str, str]:
    service = feedback.care_service
    return {
        "service": service.name if service else "",
        "organisation": service.organisation.name if service else "",
        "reference": feedback.reference,
        "name": by.name,
        "job_title": by.job_title,
    }


def begun(typed: str, start: Start, how: How, starts: dict[str, Start]) -> str:
    """The words of the box once `start` was chosen.

    A template that nobody has changed gives way to another. Raises `AlreadyTyped` where somebody
    typed words and has not said what should become of them.
    """
    own = typed.strip()
    if not own or how == How.REPLACE or own in {each.text.strip() for each in starts.values()}:
        return start.text
    if how == How.BELOW:
        return f"{own}\n\n{start.text}"
    raise AlreadyTyped
