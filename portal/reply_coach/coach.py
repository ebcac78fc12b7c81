"""The points of a good answer, each looked for by a rule of its own."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from portal.reply_coach.phrases import JARGON, PHRASES, STOP_WORDS
from portal.reply_coach.reading_age import reading_age

#: people of 9 to 11 can read it (NHS service manual, "How we write")
OLDEST_READER = 12
#: the same sentences to two people are an answer to neither
ALIKE = 0.8
#: shorter than this says nothing that was not said to everybody
FEWEST_WORDS = 25
_WORD = re.compile(r"[^\W\d_]{3,}")
ENGLISH = "en"


@dataclass(frozen=True)
class Told:
    """What the answer answers.

    `points` are the sentences that were read as negative, in the person's own words; `negative`
    is true when something was not good, whether or not a point was found. `earlier` are other
    answers of the same writer, newest first.
    """

    negative: bool
    points: Sequence[str] = ()
    language: str = ENGLISH
    name: str = ""
    role: str = ""
    earlier: Sequence[str] = ()


@dataclass(frozen=True)
class Finding:
    """One point: its code, whether the answer holds it, and what was found (words of the answer).

    For "point" `about` is the person's sentence that seems not to be answered.
    """

    code: str
    held: bool
    words: tuple[str, ...] = ()
    about: str = ""


@dataclass(frozen=True)
class _Reply:
    text: str
    plain: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "plain", " ".join(self.text.casefold().replace("’", "'").split()))

    def has(self, group: str) -> bool:
        return any(re.search(pattern, self.plain) for pattern in PHRASES[group])


def look_at(text: str, told: Told) -> list[Finding]:
    """What the answer `text` holds of what good answers hold, in the order of a good answer.

    In a language other than English only the points that need no words are looked at: name, role,
    length, and whether it is the same as an earlier answer.
    """
    reply = _Reply(text)
    findings = [Finding("name", bool(told.name)), Finding("role", bool(told.role))]
    if told.language.partition("-")[0] == ENGLISH:
        findings += _english(reply, told)
    findings.append(Finding("own_words", not _like_an_earlier(reply, told.earlier)))
    findings.append(Finding("length", len(text.split()) >= FEWEST_WORDS))
    return findings


def _english(reply: _Reply, told: Told) -> Iterable[Finding]:
    yield Finding("thanks", reply.has("thanks"))
    if told.negative:
        yield Finding("apology", _says_sorry(reply))
        yield from (Finding("point", _answers(reply, p), about=p) for p in told.points)
        yield Finding("change", reply.has("change"))
    yield Finding("contact", reply.has("contact"))
    yield Finding("not_offline", not _only_offline(reply))
    yield Finding("plain_words", not (found := _jargon(reply)), words=found)
    age = reading_age(reply.text)
    yield Finding("reading_age", age is None or age <= OLDEST_READER, (str(age),) if age else ())


def _says_sorry(reply: _Reply) -> bool:
    """Sorry for what happened; "sorry that you feel" and "sorry if" are none."""
    return reply.has("sorry") and not reply.has("no_sorry")


def _answers(reply: _Reply, point: str) -> bool:
    """Whether the answer takes up a word that only this point is about."""
    stems = {_stem(w) for w in _WORD.findall(point.casefold())} - STOP_WORDS
    said = {_stem(w) for w in _WORD.findall(reply.plain)}
    return not stems or bool(stems & said)


def _stem(word: str) -> str:
    for ending in ("ings", "ing", "edly", "ed", "ly", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word.removesuffix(ending)
    return word


def _only_offline(reply: _Reply) -> bool:
    """ "Please contact us so that we can look into this", and nothing of substance besides."""
    return reply.has("offline") and not reply.has("change")


def _jargon(reply: _Reply) -> tuple[str, ...]:
    return tuple(w for w in JARGON if re.search(rf"\b{re.escape(w)}\b", reply.plain))


def _like_an_earlier(reply: _Reply, earlier: Sequence[str]) -> bool:
    return any(_alike(reply, _Reply(other)) >= ALIKE for other in earlier[:10])


def _alike(one: _Reply, other: _Reply) -> float:
    return SequenceMatcher(None, one.plain[:2000], other.plain[:2000], autojunk=False).ratio()
