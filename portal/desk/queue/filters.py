"""One filter of the queue: what an address asks for, and the address that asks for it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any
from urllib.parse import parse_qsl, urlencode

from portal.desk.queue.models import LONGEST_QUERY
from portal.feedback.codes import REFERENCE_LENGTH, tidy_reference
from portal.feedback.states import Channel, Kind, State
from portal.web.fields import clean

ANY = "any"
ME, NOBODY, SOMEBODY = "me", "nobody", "somebody"
YES, NO = "yes", "no"
NEW, WAITING = "new", "waiting"
LONGEST_WORDS = 100
MOST_DAYS = 3650


def _among(*allowed: str) -> Callable[[str], str]:
    return lambda text: text if text in allowed else ""


def _number(most: int) -> Callable[[str], str]:
    def tidy(text: str) -> str:
        digits = text if text.isascii() and text.isdigit() and len(text) < 11 else "0"
        return str(int(digits)) if 0 < int(digits) <= most else ""

    return tidy


def _name(text: str) -> str:
    return text if text.isascii() and len(text) <= 80 else ""


def _assigned(text: str) -> str:
    return text if text in (ME, NOBODY, SOMEBODY) else _number(2**31 - 1)(text)


#: what each part may be; anything else in an address counts as not asked
ALLOWED: dict[str, Callable[[str], str]] = {
    "q": lambda text: text[:LONGEST_WORDS].strip(),
    "state": _among(*State, ANY),
    "kind": _among(*Kind),
    "risk": _among("0", "1", "2"),
    "service": _name,
    "organisation": _name,
    "channel": _among(*Channel),
    "language": _name,
    "assigned": _assigned,
    "older": _number(MOST_DAYS),
    "answered": _among(YES, NO),
    "asked": _among(NEW, WAITING),
    "imported": _among(YES, NO),
}


@dataclass(frozen=True)
class QueueFilter:
    """What to show. Empty parts ask for nothing; without a state it is what waits to be read."""

    q: str = ""
    state: str = State.RECEIVED.value
    kind: str = ""
    risk: str = ""
    service: str = ""
    organisation: str = ""
    channel: str = ""
    language: str = ""
    assigned: str = ""
    older: str = ""
    answered: str = ""
    asked: str = ""
    imported: str = ""

    @classmethod
    def from_query(cls, asked: Mapping[str, str]) -> "QueueFilter":
        """The filter of an address; unknown names and values are left out, never an error."""
        found = {name: tidy(str(clean(asked.get(name, "")))) for name, tidy in ALLOWED.items()}
        return cls(**{name: value for name, value in found.items() if value})

    @classmethod
    def from_text(cls, query: str) -> "QueueFilter":
        """The same of a query string."""
        return cls.from_query(dict(parse_qsl(query[:LONGEST_QUERY])))

    def as_query(self) -> dict[str, Any]:
        """The parts of the address that asks for this filter; the state always stands in it."""
        parts = {field.name: str(getattr(self, field.name)) for field in fields(self)}
        return {name: value for name, value in parts.items() if value}

    def as_text(self) -> str:
        """The query string that asks for this filter."""
        return urlencode(self.as_query())

    @property
    def reference(self) -> str | None:
        """The search as a reference, where it is as long as one; ten letters may be a word too."""
        tidied = tidy_reference(self.q)
        return tidied if len(tidied) == REFERENCE_LENGTH else None

    @property
    def narrowed(self) -> bool:
        """Whether more than a state was asked for."""
        return set(self.as_query()) != {"state"}
