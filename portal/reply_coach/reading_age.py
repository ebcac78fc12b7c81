"""How old a reader has to be: Flesch-Kincaid, with syllables from pyphen's English patterns."""

import re
from functools import cache

from pyphen import Pyphen

_WORD = re.compile(r"[A-Za-z][A-Za-z'’]*")
_STOPS = re.compile(r"[.!?\n]+")
#: school years begin at five
_YEARS_BEFORE_SCHOOL = 5
FEWEST_WORDS = 20


@cache
def _pyphen() -> Pyphen:
    return Pyphen(lang="en_GB")


@cache
def _syllables(word: str) -> int:
    # a hyphen may never stand before one letter, so that patterns alone miss short syllables
    hyphens = len(_pyphen().positions(word))
    groups = len(re.findall(r"[aeiouy]+", word.removesuffix("e"))) or 1
    return max(hyphens + 1, groups)


def reading_age(text: str) -> int | None:
    """The reading age of an English text in years, 5 to 25; None under `FEWEST_WORDS` words.

    Kincaid and others 1975: 0.39 words a sentence + 11.8 syllables a word - 15.59 is the school
    year.
    """
    words = _WORD.findall(text)
    if len(words) < FEWEST_WORDS:
        return None
    sentences = sum(bool(_WORD.search(part)) for part in _STOPS.split(text)) or 1
    syllables = sum(_syllables(word.casefold()) for word in words)
    grade = 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59
    return max(5, min(25, round(grade) + _YEARS_BEFORE_SCHOOL))
