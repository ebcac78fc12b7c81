"""Which language a text is in, from its words."""

import re
from functools import cache
from typing import Any

LANGUAGES = (
    "ENGLISH", "POLISH", "ROMANIAN", "ARABIC", "URDU", "BENGALI", "PERSIAN", "CHINESE",
    "PUNJABI", "UKRAINIAN", "RUSSIAN", "CZECH", "SLOVAK", "LITHUANIAN", "FRENCH", "SPANISH",
    "PORTUGUESE", "GERMAN", "ITALIAN", "TURKISH", "TAMIL", "HINDI",
)  # fmt: skip
#: below this share of certainty a guess is worth less than saying nothing
SURE = 0.6
#: what it takes to overrule the language that the person chose
VERY_SURE = 0.9
FEWEST_LETTERS = 12
ENOUGH_LETTERS = 40
#: letters read; more do not make the guess better
SAMPLE = 1000

_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")


def detect(text: str) -> str | None:
    """The language code of `text` ("en", "pl", …), or None when it is too short to tell."""
    code, share = _guess(text)
    short = in_latin(text) and _letters(text) < ENOUGH_LETTERS
    # a few words of plain English look like many languages
    return code if share >= (VERY_SURE if short and code != "en" else SURE) else None


def language_of(text: str, stated: str | None) -> str | None:
    """The language to read `text` in: the one stated, unless the words plainly are of another.

    People write in their own language on a page in another. None when nobody can tell.
    """
    if stated is None:
        return detect(text)
    code, share = _guess(text)
    plain = share >= VERY_SURE and (_letters(text) >= ENOUGH_LETTERS or not in_latin(text))
    return code if plain and code != base(stated) else stated


def base(tag: str) -> str:
    """The language of a tag without its region: "en" of "en-GB"."""
    return tag.replace("_", "-").split("-")[0].lower()


def in_latin(text: str) -> bool:
    """Whether at least half of the letters of the sample are Latin."""
    return 2 * len(_LATIN.findall(text[:SAMPLE])) >= _letters(text)


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text[:SAMPLE]))


def _guess(text: str) -> tuple[str | None, float]:
    if _letters(text) < (FEWEST_LETTERS if in_latin(text) else 2):
        return None, 0.0
    best = _detector().compute_language_confidence_values(text[:SAMPLE])[0]
    return best.language.iso_code_639_1.name.lower(), best.value


@cache
def _detector() -> Any:
    # here and not above: only who reads pays for it, never a web page
    from lingua import Language, LanguageDetectorBuilder

    chosen = [getattr(Language, name) for name in LANGUAGES]
    # low accuracy mode: a tenth of the memory, and as good on short comments
    return LanguageDetectorBuilder.from_languages(*chosen).with_low_accuracy_mode().build()
