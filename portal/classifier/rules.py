"""Urgent words: rules that need no model and never sleep.

One data file for each language, in plain lists that a browser can read as well:

    {"language": "en", "prefixes": [], "rules": [
        {"id": "en-…", "kind": "self_harm", "risk": 2, "phrases": ["…"], "not_if": ["…"]}]}

A phrase is words in a row. `word*` stands for every word that begins so (three letters or more),
`?` for one word or none. A phrase of `not_if` takes back a hit whose words it shares, nothing else.
A rule with `with` counts only where one of those phrases stands somewhere in the text too.
`prefixes` are letters that a language writes onto the front of a word ("and", "the").
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from portal.classifier.text import folded

FOLDER = Path(__file__).resolve().parent / "rules"
#: read with every text, whatever its language: people mix languages when they are in need
ALWAYS = "en"
STEM = 3
NOTHING: frozenset[int] = frozenset()
ROLES = ("phrases", "not_if", "with")


@dataclass(frozen=True)
class RuleHit:
    """A rule that matched: its id, its risk (1 look promptly, 2 urgent) and its kind."""

    id: str
    risk: int
    kind: str


class _Role(NamedTuple):
    rule: int
    role: str


class _Loose(NamedTuple):
    """A pattern with open places, found from its longest word (`anchor`)."""

    anchor: int
    words: tuple[str, ...]
    role: _Role


@cache
def languages() -> tuple[str, ...]:
    """The tags of the languages with rules of their own, sorted."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.json")))


def match(text: str, language: str | None = None) -> tuple[RuleHit, ...]:
    """The rules that `text` meets: those of English and of `language` ("pl", "ar-EG").

    Where the language is None or has no rules, every file is tried. Never raises for any text.
    """
    words = folded(text)
    return tuple(hit for tag in _tried(language) for hit in _rulebook(tag).hits(words))


def risk_of(hits: Iterable[RuleHit]) -> int:
    """The highest risk of the hits; 0 without any."""
    return max((hit.risk for hit in hits), default=0)


@cache
def kind_of(rule_id: str) -> str | None:
    """The kind of a rule by its id, which begins with its language; None for an unknown one."""
    language = rule_id.partition("-")[0]
    if language not in languages():
        return None
    return next((r.kind for r in _rulebook(language)._rules if r.id == rule_id), None)


def _tried(language: str | None) -> tuple[str, ...]:
    base = (language or "").replace("_", "-").split("-")[0].lower()
    return (ALWAYS, *({base} - {ALWAYS})) if base in languages() else languages()


@cache
def _rulebook(language: str) -> "_Rulebook":
    return _Rulebook(json.loads((FOLDER / f"{language}.json").read_text(encoding="utf-8")))


class _Rulebook:
    """The rules of one language, filed so that a text is walked once.

    Patterns of plain words are looked up whole; a pattern with open places is tried only where its
    longest word stands. So no text makes matching slow.
    """

    def __init__(self, content: dict) -> None:
        rules = content["rules"]
        self._rules = [RuleHit(r["id"], r["risk"], r["kind"]) for r in rules]
        self._alone = {n for n, rule in enumerate(rules) if not rule.get("with")}
        self._prefixes = tuple(content.get("prefixes", ()))
        self._plain: dict[tuple[str, ...], list[_Role]] = {}
        self._lengths: dict[str, set[int]] = {}
        self._exact: dict[str, list[_Loose]] = {}
        self._stems: dict[str, list[_Loose]] = {}
        for number, rule in enumerate(rules):
            for role in ROLES:
                for phrase in rule.get(role, ()):
                    self._file(phrase, _Role(number, role))

    def _file(self, phrase: str, role: _Role) -> None:
        for words in _spelled_out(phrase):
            if self._prefixes or any(word[-1] in "*?" for word in words):
                self._file_loose(words, role)
            else:
                self._plain.setdefault(words, []).append(role)
                self._lengths.setdefault(words[0], set()).add(len(words))

    def _file_loose(self, words: tuple[str, ...], role: _Role) -> None:
        anchor = max(range(len(words)), key=lambda n: len(words[n]))
        word = words[anchor]
        shelf, key = (self._stems, word[:STEM]) if word[-1] == "*" else (self._exact, word)
        shelf.setdefault(key, []).append(_Loose(anchor, words, role))

    def hits(self, words: Sequence[str]) -> Iterator[RuleHit]:
        """The rules with an occurrence that nothing takes back."""
        found: dict[int, list[range]] = {}
        taken: dict[int, set[int]] = {}
        together = set(self._alone)
        for (rule, role), span in self._occurrences(tuple(words)):
            if role == "phrases":
                found.setdefault(rule, []).append(span)
            elif role == "not_if":
                taken.setdefault(rule, set()).update(span)
            else:
                together.add(rule)
        for rule in sorted(found.keys() & together):
            if any(taken.get(rule, NOTHING).isdisjoint(span) for span in found[rule]):
                yield self._rules[rule]

    def _occurrences(self, text: tuple[str, ...]) -> Iterator[tuple[_Role, range]]:
        loose = {word: self._loose_at(word) for word in set(text)}
        for place, word in enumerate(text):
            for length in self._lengths.get(word, ()):
                for role in self._plain.get(text[place : place + length], ()):
                    yield role, range(place, place + length)
            for pattern in loose[word]:
                start = place - pattern.anchor
                if start >= 0 and self._fits(pattern.words, text, start):
                    yield pattern.role, range(start, start + len(pattern.words))

    def _loose_at(self, word: str) -> list[_Loose]:
        return [
            pattern
            for form in self._forms(word)
            for pattern in (*self._exact.get(form, ()), *self._stems.get(form[:STEM], ()))
            if _same(pattern.words[pattern.anchor], form)
        ]

    def _forms(self, word: str) -> list[str]:
        cut = [word[len(p) :] for p in self._prefixes if word.startswith(p)]
        return [word, *(form for form in cut if len(form) > 1)]

    def _fits(self, pattern: tuple[str, ...], text: tuple[str, ...], start: int) -> bool:
        if start + len(pattern) > len(text):
            return False
        for offset, part in enumerate(pattern):
            word = text[start + offset]
            if part == word or _same(part, word):
                continue
            if not (self._prefixes and any(_same(part, form) for form in self._forms(word))):
                return False
        return True


def _same(part: str, word: str) -> bool:
    """Whether a word of a pattern stands for a word of the text."""
    if part[-1] == "*":
        return word.startswith(part[:-1])
    return part in ("?", word)


def _spelled_out(phrase: str) -> list[tuple[str, ...]]:
    """The phrase as folded words, once with and once without the word of each `?`."""
    spelled: list[tuple[str, ...]] = [()]
    for part in phrase.split():
        if part == "?":
            spelled += [(*words, "?") for words in spelled]
        else:
            star = "*" if part.endswith("*") else ""
            new = [*folded(part)]
            new[-1] += star
            spelled = [(*words, *new) for words in spelled]
    return spelled
