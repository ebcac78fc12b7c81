"""A long text in pieces that the network can take: windows of whole sentences."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from portal.classifier.text import sentences

#: tokens of each text, in order
Count = Callable[[Sequence[str]], list[int]]
#: the most windows of one answer, spread over the whole of it; the rules read every word anyway
MOST_WINDOWS = 120


@dataclass(frozen=True)
class Window:
    """A stretch of text with the sentences it is made of."""

    text: str
    sentences: tuple[str, ...]


def windows(text: str, budget: int, count: Count) -> list[Window]:
    """The windows of `text`, each of about `budget` tokens at most; none for a text without words.

    A text that fits is one window and keeps its line breaks.
    """
    parts = sentences(text)
    if not parts:
        return []
    if len(text) <= budget or count([text])[0] <= budget:
        return [Window(text, tuple(parts))]
    pieces = [piece for part in _cut(parts, budget, count) for piece in part]
    groups = _packed(pieces, count(pieces), budget)
    return _spread([Window(" ".join(group), tuple(group)) for group in groups])


def _cut(parts: Sequence[str], budget: int, count: Count) -> list[list[str]]:
    """Each part alone where it fits, else its words in runs that fit."""
    return [
        [part] if size <= budget else _runs(part, budget, count)
        for part, size in zip(parts, count(parts), strict=True)
    ]


def _runs(part: str, budget: int, count: Count) -> list[str]:
    # a "word" longer than the budget has no spaces to cut at
    words = [w[n : n + budget] for w in part.split() for n in range(0, len(w), budget)]
    return [" ".join(run) for run in _packed(words, count(words), budget)]


def _packed(parts: Sequence[str], sizes: Sequence[int], budget: int) -> list[list[str]]:
    groups: list[list[str]] = []
    room = 0
    for part, size in zip(parts, sizes, strict=True):
        if size > room or not groups:
            groups.append([])
            room = budget
        groups[-1].append(part)
        room -= size
    return groups


def _spread(found: list[Window]) -> list[Window]:
    if len(found) <= MOST_WINDOWS:
        return found
    return [found[n * len(found) // MOST_WINDOWS] for n in range(MOST_WINDOWS)]
