"""From text to a reading, with a model or without one."""

import math
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from portal.classifier import rules
from portal.classifier.language import base, in_latin, language_of
from portal.classifier.reading import (
    CULTURE,
    LANGUAGE_NOT_SUPPORTED,
    NO_MODEL,
    NO_TEXT,
    UNSURE,
    Passage,
    Reading,
    StatementReading,
    ThemeReading,
    joined,
    themes_of,
)
from portal.classifier.text import visible
from portal.classifier.windows import Window, windows

#: one person's answers, and the language they chose
Item = tuple[Sequence[Passage], str | None]

MOST_EVIDENCE = 300
MOST_QUESTION = 150
#: without any statement and with less certainty of the feeling than this, nothing is said
SURE_ENOUGH = 0.4
#: more tokens for a word than this, and the network has not seen words like these
MOST_TOKENS_A_WORD = 3.0


@dataclass(frozen=True)
class Scores:
    """What the network says of one text.

    `presence` is a probability (0 to 1) for each label, `polarity` its likeliest polarity,
    `sentiment` −2 to 2 with its probability, `risk` the probabilities of 0, 1 and 2.
    """

    presence: dict[str, float]
    polarity: dict[str, str]
    sentiment: int
    certainty: float
    risk: tuple[float, float, float]


class Network(Protocol):
    """A loaded model."""

    name: str
    languages: tuple[str, ...]
    max_tokens: int
    thresholds: dict[str, float]
    risk_thresholds: tuple[float, float]

    def count(self, texts: Sequence[str]) -> list[int]:
        """The tokens of each text, in order."""

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[Scores]:
        """The scores of (question, text) pairs, in order."""


@dataclass(frozen=True)
class _Asked:
    """A window of an answer, with the answer's question."""

    question: str
    window: Window

    @property
    def pair(self) -> tuple[str, str]:
        return self.question, self.window.text

    def sentence_pairs(self) -> list[tuple[str, str]]:
        return [(self.question, sentence) for sentence in self.window.sentences]


@dataclass(frozen=True)
class _Plan:
    """What is to be read of one person's answers, or the code of why nothing is."""

    language: str | None
    hits: tuple[rules.RuleHit, ...]
    asked: tuple[_Asked, ...] = ()
    why_not: str | None = None


@dataclass(frozen=True)
class _Found:
    """A label found: its polarity over all windows, and the window that says it best."""

    label: str
    polarity: str
    score: float
    asked: _Asked


class _Verbs(ABC):
    """Reading one text or one person's answers, as the batch verb does it."""

    def read(self, text: str, language: str | None = None, question: str | None = None) -> Reading:
        """The reading of one text, whose language is guessed where it is None."""
        return self.read_passages([Passage(text, question)], language)

    def read_passages(self, passages: Sequence[Passage], language: str | None = None) -> Reading:
        """The reading of several answers of one person, joined into one."""
        return self.read_many([(passages, language)])[0]

    @abstractmethod
    def read_many(self, items: Sequence[Item]) -> list[Reading]:
        """The readings of several people's answers, in order."""


class NullReader(_Verbs):
    """Stands in where no model is: abstains, and still finds urgent words."""

    name = "none"

    def read_many(self, items: Sequence[Item]) -> list[Reading]:
        """An abstention (`no_model`) for each item, with the risk that the rules found."""
        return [_abstention(NO_MODEL, self.name, tag, _hits(answers)) for answers, tag in items]


class Reader(_Verbs):
    """Reads with a model. Build it with `load_reader`."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self.name = network.name

    def read_many(self, items: Sequence[Item]) -> list[Reading]:
        """The readings of several people's answers, in order.

        The network is asked twice for all of them: for the windows, then for the sentences of
        those windows in which something was found.
        """
        plans = [self._plan(passages, language) for passages, language in items]
        windows_of = [plan.asked for plan in plans]
        scored = self._scored([[asked.pair for asked in some] for some in windows_of])
        found = [self._found(some, rows) for some, rows in zip(windows_of, scored, strict=True)]
        evidence = self._evidence([f for some in found for f in some])
        return [
            self._reading(plan, rows, some, evidence)
            for plan, rows, some in zip(plans, scored, found, strict=True)
        ]

    def _plan(self, passages: Sequence[Passage], stated: str | None) -> _Plan:
        answers = [Passage(visible(p.text), visible(p.question or "")) for p in passages]
        text = "\n".join(answer.text for answer in answers)
        hits = _hits(answers)
        if not any(map(str.isalnum, text)):
            return _Plan(stated, hits, why_not=NO_TEXT)
        language = language_of(text, stated)
        if not in_latin(text) or base(language or "en") not in self._network.languages:
            return _Plan(language, hits, why_not=LANGUAGE_NOT_SUPPORTED)
        asked = tuple(asked for answer in answers for asked in self._asked(answer))
        return _Plan(language, hits, asked, why_not=None if self._knows(text) else UNSURE)

    def _asked(self, answer: Passage) -> Iterator[_Asked]:
        question = (answer.question or "")[:MOST_QUESTION]
        # three marks stand around a pair; a long question never takes more than half of the room
        room = self._network.max_tokens - 3
        budget = max(room - self._network.count([question])[0], room // 2)
        for window in windows(answer.text, budget, self._network.count):
            yield _Asked(question, window)

    def _knows(self, text: str) -> bool:
        words = text[:1000].split()
        return self._network.count([" ".join(words)])[0] <= MOST_TOKENS_A_WORD * len(words) + 3

    def _scored(self, groups: Sequence[Sequence[tuple[str, str]]]) -> list[list[Scores]]:
        """The scores of pairs, group by group, from one call of the network."""
        rows = iter(self._network.score([pair for group in groups for pair in group]))
        return [[next(rows) for _ in group] for group in groups]

    def _found(self, asked: Sequence[_Asked], scores: Sequence[Scores]) -> list[_Found]:
        found = []
        for label, threshold in self._network.thresholds.items():
            over = [n for n, s in enumerate(scores) if s.presence[label] >= threshold]
            if over:
                best = max(over, key=lambda n: scores[n].presence[label])
                polarity = joined(scores[n].polarity[label] for n in over)
                score = round(scores[best].presence[label], 3)
                found.append(_Found(label, polarity, score, asked[best]))
        return found

    def _evidence(self, found: Sequence[_Found]) -> dict[_Asked, list[Scores]]:
        """The scores of each sentence of the windows in which something was found."""
        several = {f.asked: None for f in found if len(f.asked.window.sentences) > 1}
        scored = self._scored([asked.sentence_pairs() for asked in several])
        return dict(zip(several, scored, strict=True))

    def _reading(
        self,
        plan: _Plan,
        scores: Sequence[Scores],
        found: Sequence[_Found],
        evidence: dict[_Asked, list[Scores]],
    ) -> Reading:
        why_not = plan.why_not or (UNSURE if not found and _vague(scores) else None)
        if why_not:
            return _abstention(why_not, self.name, plan.language, plan.hits)
        statements = tuple(_statement(f, evidence) for f in found if f.label != CULTURE)
        culture = [ThemeReading(f.label, f.polarity, f.score) for f in found if f.label == CULTURE]
        return Reading(
            language=plan.language,
            sentiment=_sentiment(plan.asked, scores),
            statements=statements,
            themes=themes_of(statements, culture[0] if culture else None),
            risk=max(rules.risk_of(plan.hits), self._risk(scores)),
            rules=tuple(hit.id for hit in plan.hits),
            model=self.name,
        )

    def _risk(self, scores: Sequence[Scores]) -> int:
        some, urgent = self._network.risk_thresholds
        if any(s.risk[2] >= urgent for s in scores):
            return 2
        return int(any(s.risk[1] + s.risk[2] >= some for s in scores))


def _statement(found: _Found, evidence: dict[_Asked, list[Scores]]) -> StatementReading:
    sentences = found.asked.window.sentences
    rows = evidence.get(found.asked)
    best = 0
    if rows:
        best = max(range(len(rows)), key=lambda n: rows[n].presence[found.label])
    return StatementReading(
        found.label, found.polarity, found.score, sentences[best][:MOST_EVIDENCE]
    )


def _vague(scores: Sequence[Scores]) -> bool:
    return all(s.certainty < SURE_ENOUGH for s in scores)


def _sentiment(asked: Sequence[_Asked], scores: Sequence[Scores]) -> int:
    """The mean feeling of the windows, longer ones counting more, to the nearest step."""
    weights = [len(a.window.text) for a in asked]
    total = sum(w * s.sentiment for w, s in zip(weights, scores, strict=True))
    mean = total / sum(weights)
    return int(math.copysign(math.floor(abs(mean) + 0.5), mean))


def _hits(passages: Sequence[Passage]) -> tuple[rules.RuleHit, ...]:
    # rules of every language: who is in need may write in another than they chose
    hits = {hit.id: hit for passage in passages for hit in rules.match(passage.text)}
    return tuple(hits.values())


def _abstention(
    why_not: str, model: str, language: str | None, hits: Sequence[rules.RuleHit]
) -> Reading:
    return Reading(
        language=language,
        risk=rules.risk_of(hits),
        rules=tuple(hit.id for hit in hits),
        abstained=why_not,
        model=model,
    )
