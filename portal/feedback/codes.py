"""The follow-up code: 66 random bits, shown as six words or as twenty digits.

The words are BIP-39's English list (package `mnemonic`): 2,048 words in a fixed, public order,
each told apart by its first four letters. Kept and hashed as six word numbers, so that case,
punctuation and one misspelt word still match, and words and digits are two spellings of one code.
"""

import difflib
import hashlib
import hmac
import re
import secrets
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError
from mnemonic import Mnemonic

WORDS = 6
WORD_BITS = 11
DIGITS = 20
BITS = WORDS * WORD_BITS
REFERENCE_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
REFERENCE_LENGTH = 10
#: OWASP's lower setting (19 MiB, 2 passes): about 30 ms; the guess limit comes before it
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


@cache
def word_list() -> tuple[str, ...]:
    """The 2,048 words, in their order."""
    return tuple(Mnemonic("english").wordlist)


def new_reference() -> str:
    """Ten random Crockford characters; a reference is never a sequence."""
    return "".join(secrets.choice(REFERENCE_LETTERS) for _ in range(REFERENCE_LENGTH))


def tidy_reference(typed: str) -> str:
    """A typed reference as it is stored: upper case, O as 0, I and L as 1, nothing else."""
    folded = unicodedata.normalize("NFKC", typed).upper().translate(str.maketrans("OIL", "011"))
    return "".join(c for c in folded if c in REFERENCE_LETTERS)


def derive(draft_key: str, secret: str, attempt: int = 0) -> int:
    """The code of one draft: computed from the browser's key and ours, so never stored."""
    message = f"follow-up code {attempt} {draft_key}".encode()
    digest = hmac.new(secret.encode(), message, hashlib.sha256).digest()
    return int.from_bytes(digest, "big") >> (256 - BITS)


def numbers(code: int) -> tuple[int, ...]:
    """The six word numbers (0 to 2,047) of a code."""
    return tuple((code >> (WORD_BITS * n)) & 0x7FF for n in reversed(range(WORDS)))


def as_words(code: int) -> str:
    """The code as six words."""
    return " ".join(word_list()[n] for n in numbers(code))


def as_digits(code: int) -> str:
    """The code as twenty digits in groups of four."""
    digits = f"{code:0{DIGITS}d}"
    return " ".join(digits[i : i + 4] for i in range(0, DIGITS, 4))


def as_shown(code: int, language: str) -> str:
    """The code as a person of `language` is shown it: words in English, else digits."""
    return as_words(code) if language.startswith("en") else as_digits(code)


def hash_code(code: int) -> str:
    """The argon2id hash of the word numbers; takes about 30 ms."""
    return _hasher.hash(_canonical(code))


def matches(code_hash: str | None, candidates: list[int]) -> bool:
    """Whether any candidate belongs to the hash; spends the same time when there is no hash."""
    stored = code_hash or _decoy()
    for candidate in candidates or [0]:
        try:
            if _hasher.verify(stored, _canonical(candidate)):
                return code_hash is not None and bool(candidates)
        except (VerifyMismatchError, VerificationError, InvalidHashError):
            continue
    return False


@cache
def _decoy() -> str:
    return _hasher.hash(secrets.token_hex(16))


def _canonical(code: int) -> str:
    return "-".join(str(n) for n in numbers(code))


def parse(typed: str) -> list[int]:
    """The codes that a person may have meant, most likely first; at most three.

    Accepts words or digits of any script, any case and punctuation, and one misspelt word.
    """
    digits = "".join(str(unicodedata.digit(c)) for c in typed if unicodedata.digit(c, -1) >= 0)
    if len(digits) == DIGITS:
        return [int(digits)] if int(digits) < 1 << BITS else []
    words = re.findall(r"[^\W\d_]+", unicodedata.normalize("NFKC", typed).casefold())
    if len(words) != WORDS:
        return []
    return _codes([_nearest(word) for word in words])


def _nearest(word: str) -> list[int]:
    words = word_list()
    if word in _positions():
        return [_positions()[word]]
    return [_positions()[w] for w in difflib.get_close_matches(word[:12], words, n=3, cutoff=0.6)]


@cache
def _positions() -> dict[str, int]:
    return {word: n for n, word in enumerate(word_list())}


def _codes(options: list[list[int]]) -> list[int]:
    unsure = [n for n, found in enumerate(options) if len(found) > 1]
    if any(not found for found in options) or len(unsure) > 1:
        return []
    return [
        sum(
            (found[choice if n in unsure else 0]) << (WORD_BITS * (WORDS - 1 - n))
            for n, found in enumerate(options)
        )
        for choice in range(len(options[unsure[0]]) if unsure else 1)
    ]
