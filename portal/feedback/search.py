"""One folded column that can be searched the same way on both databases."""

import re

from portal.web.folding import plain_letters

_CJK = re.compile(r"[\u3005\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]+")


def folded(text: str) -> str:
    """Words in plain letters, without punctuation; Chinese and Japanese as pairs of characters."""
    words = re.findall(r"\w+", _CJK.sub(_pairs, plain_letters(text)))
    return " ".join(words)


def _pairs(match: re.Match[str]) -> str:
    run = match[0]
    pairs = [run[i : i + 2] for i in range(len(run) - 1)] or [run]
    return f" {' '.join(pairs)} "


def terms(query: str) -> list[str]:
    """The words to look for: at most eight, each at most forty characters."""
    return [word[:40] for word in folded(query[:400]).split()][:8]
