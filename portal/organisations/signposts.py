"""The words of the "help now" signposts, and how a page shows one.

The numbers, their order and their review dates are rows of data. The words of those that ship
with the portal stand here too, so that they are found for translation; what staff write carries
its words in each language with it.
"""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from portal.i18n import DEFAULT, current_tag
from portal.organisations.models import Signpost

FILE = Path(__file__).resolve().parent / "data" / "signposts.json"


@dataclass(frozen=True)
class Words:
    """The name, the sentence before the number, and the few words of the bar on every page."""

    name: LazyString
    text: LazyString
    bar: LazyString | None = None


WORDS: dict[str, Words] = {
    "emergency-999": Words(
        _l("Emergency"),
        _l("Somebody is in danger or very ill now:"),
        _l("In danger? Call"),
    ),
    "nhs-111": Words(
        _l("NHS 111"),
        _l("You need medical help and it is not an emergency:"),
        _l("Urgent medical help:"),
    ),
    "nhs-111-mental-health": Words(
        _l("Urgent help for mental health"),
        _l(
            "You or somebody else cannot cope any more: mental health help, day and night. "
            "Call this number and choose option 2:"
        ),
    ),
    "samaritans": Words(
        _l("Samaritans"),
        _l("You want to talk to somebody who listens, day and night. Samaritans:"),
    ),
    "shout": Words(_l("Shout"), _l("You would rather text: send the word SHOUT to")),
    "childline": Words(
        _l("Childline"),
        _l("You are under 19 and want to talk about any worry. The call is free:"),
    ),
    "domestic-abuse": Words(
        _l("National Domestic Abuse Helpline"),
        _l(
            "Somebody close to you hurts you, controls you or makes you afraid. "
            "The call is free, day and night:"
        ),
    ),
    "marthas-rule": Words(
        _l("Martha’s Rule"),
        _l(
            "You are in hospital now, or with somebody who is, and you see things getting worse: "
            "tell the staff. Ask for a Martha’s Rule review. It is there day and night."
        ),
    ),
    "council-safeguarding": Words(
        _l("Safeguarding"),
        _l(
            "A child or an adult is being hurt or not cared for: call the council of the place "
            "where they live and ask for safeguarding. In danger, call 999."
        ),
    ),
}


@dataclass(frozen=True)
class ShownSignpost:
    """A signpost in the language of the page; `language` says which its words are in."""

    id: str
    name: str
    text: str
    bar: str
    address: str
    number: str
    url: str
    urgent: bool
    language: str


@cache
def _filed() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))
    return rows


def built_in() -> list[Signpost]:
    """The signposts that ship with the portal, in their order; they are no rows yet."""
    days = [date.fromisoformat(row["review_on"]) for row in _filed()]
    found = [Signpost(**{**r, "review_on": d}) for r, d in zip(_filed(), days, strict=True)]
    return sorted(found, key=lambda signpost: (not signpost.urgent, signpost.position))


def has_shipped_words(signpost: Signpost) -> bool:
    """Whether its English words are still those that came with the portal."""
    now = (signpost.id, signpost.name, signpost.text)
    return any(now == (row["id"], row["name"], row["text"]) for row in _filed())


def shown(signpost: Signpost) -> ShownSignpost:
    """How the page of this request shows it; English words where nobody wrote others."""
    name, text, bar, language = _words(signpost)
    phone = f"tel:{signpost.phone}" if signpost.phone else ""
    return ShownSignpost(
        id=signpost.id,
        name=name,
        text=text,
        bar=bar,
        address=phone or (f"sms:{signpost.sms}" if signpost.sms else ""),
        number=signpost.phone_shown or signpost.phone or signpost.sms,
        url=signpost.url,
        urgent=bool(signpost.urgent),
        language=language,
    )


def _words(signpost: Signpost) -> tuple[str, str, str, str]:
    tag = current_tag()
    own = (signpost.translations or {}).get(tag)
    if own:
        return own["name"], own["text"], own["name"], tag
    if has_shipped_words(signpost):
        ours = WORDS[signpost.id]
        return str(ours.name), str(ours.text), str(ours.bar or ours.name), tag
    return signpost.name, signpost.text, signpost.name, DEFAULT
