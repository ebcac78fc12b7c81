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
ROLES = ("phrases", "not_if", "with")


@dataclass(frozen=True)
class RuleHit:
    """A rule that matched: its id, its risk (1 look promptly, 2 urgent) and its kind."""

    id: str
    risk: int
    kind: str


class _Pattern(NamedTuple):
    rule: int
    words: tuple[str, ...]
    role: str


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


def _tried(language: str | None) -> tuple[str, ...]:
    base = (language or "").replace("_", "-").split("-")[0].lower()
    return (ALWAYS, *({base} - {ALWAYS})) if base in languages() else languages()


@cache
def _rulebook(language: str) -> "_Rulebook":
    return _Rulebook(json.loads((FOLDER / f"{language}.json").read_text(encoding="utf-8")))


class _Rulebook:
    """The rules of one language, each pattern filed under its longest word.

    A text is walked once; a word brings up only the patterns filed under it, so that no text makes
    matching slow.
    """

    def __init__(self, content: dict) -> None:
        self._rules = [RuleHit(r["id"], r["risk"], r["kind"]) for r in content["rules"]]
        self._prefixes = tuple(content.get("prefixes", ()))
        self._exact: dict[str, list[tuple[int, _Pattern]]] = {}
        self._stems: dict[str, list[tuple[int, _Pattern]]] = {}
        for number, rule in enumerate(content["rules"]):
            for role in ROLES:
                for phrase in rule.get(role, ()):
                    self._file(number, phrase, role)
        self._lonely = {n for n, rule in enumerate(content["rules"]) if not rule.get("with")}

    def _file(self, rule: int, phrase: str, role: str) -> None:
        for words in _spelled_out(phrase):
            anchor = max(range(len(words)), key=lambda n: len(words[n]))
            word, entry = words[anchor], (anchor, _Pattern(rule, words, role))
            if word.endswith("*"):
                self._stems.setdefault(word[:STEM], []).append(entry)
            else:
                self._exact.setdefault(word, []).append(entry)

    def hits(self, words: Sequence[str]) -> Iterator[RuleHit]:
        """The rules with an occurrence that nothing takes back."""
        found: dict[int, list[range]] = {}
        taken: set[tuple[int, int]] = set()
        together = set(self._lonely)
        for pattern, span in self._occurrences(words):
            if pattern.role == "phrases":
                found.setdefault(pattern.rule, []).append(span)
            elif pattern.role == "not_if":
                taken.update((pattern.rule, place) for place in span)
            else:
                together.add(pattern.rule)
        for rule in sorted(found.keys() & together):
            if any(all((rule, place) not in taken for place in span) for span in found[rule]):
                yield self._rules[rule]

    def _occurrences(self, words: Sequence[str]) -> Iterator[tuple[_Pattern, range]]:
        for place, word in enumerate(words):
            for form in self._forms(word):
                stems = self._stems.get(form[:STEM], ())
                for anchor, pattern in (*self._exact.get(form, ()), *stems):
                    start = place - anchor
                    if self._fits(pattern.words, words, start):
                        yield pattern, range(start, start + len(pattern.words))

    def _forms(self, word: str) -> list[str]:
        cut = [word[len(p) :] for p in self._prefixes if word.startswith(p)]
        return [word, *(form for form in cut if len(form) >= STEM)]

    def _fits(self, pattern: tuple[str, ...], words: Sequence[str], start: int) -> bool:
        if start < 0 or start + len(pattern) > len(words):
            return False
        return all(self._same(p, words[start + n]) for n, p in enumerate(pattern))

    def _same(self, part: str, word: str) -> bool:
        if part == "?":
            return True
        if part.endswith("*"):
            return any(form.startswith(part[:-1]) for form in self._forms(word))
        return part in self._forms(word)


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
