"""Text as data: cleaned, folded for comparison, cut into sentences."""

import re
import unicodedata

#: marks that nobody sees and that may hide or turn words: controls, zero width, bidi, half
#: characters, soft hyphen, variation selectors
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_BREAKS = re.compile(r"[\r\n\x85\u2028\u2029]+")
_SENTENCE = re.compile(r"[^.!?؟۔。…\n]+[.!?؟۔。…]*")
_WORD = re.compile(r"\w+")
_APOSTROPHES = re.compile("['\u2018\u2019\u02bc\u00b4`]")
#: letters that differ on the keyboard and not in the word, and honorifics that grow when normalised
_ALIKE = str.maketrans(
    {
        "ł": "l",
        "đ": "d",
        "ø": "o",
        "ı": "i",
        "ى": "ي",
        "ی": "ي",
        "ک": "ك",
        "ة": "ه",
        "ہ": "ه",
        "ھ": "ه",
        "ۃ": "ه",
        "ـ": None,
        "\ufdfa": " ",
        "\ufdfb": " ",
        "_": " ",
    }
)


def visible(text: str) -> str:
    """The text without marks that nobody sees; line breaks of any kind become `\\n`."""
    return _UNSEEN.sub("", _BREAKS.sub("\n", text)).strip()


def folded(text: str) -> list[str]:
    """The words of `text` for comparison: lower case, no diacritics, no apostrophes."""
    plain = _APOSTROPHES.sub("", visible(text))
    if not plain.isascii():
        # marks go before normalising too: sorting a long run of them would take quadratic time
        plain = unicodedata.normalize("NFKD", _bare(plain).translate(_ALIKE))
        plain = _bare(plain)
    return _WORD.findall(plain.casefold().translate(_ALIKE))


def _bare(text: str) -> str:
    return "".join(c for c in text if not unicodedata.combining(c))


def sentences(text: str) -> list[str]:
    """The sentences that hold a letter or digit, in order; a text without stops is one."""
    found = (part.strip() for part in _SENTENCE.findall(text))
    return [part for part in found if any(map(str.isalnum, part))]
