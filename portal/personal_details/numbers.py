"""Details written with digits: NHS numbers, telephone numbers, dates; and addresses of mail.

Check digits and number plans come from kept libraries (nhs-number, phonenumbers).
"""

import re
from collections.abc import Iterator
from pathlib import Path

import nhs_number
import phonenumbers

Span = tuple[int, int]
#: Arabic-Indic and Persian digits stand for the same numbers; one for one, so places stay right
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_EMAIL = re.compile(r"[^\s@<>()\[\],;:]{1,64}@[^\s@<>()\[\],;:]{1,190}\.[^\W\d_]{2,24}")
_TEN = re.compile(r"(?<![\d.])\d{3}[ \-\u00a0]?\d{3}[ \-\u00a0]?\d{4}(?![\d])")
_MONTHS = Path(__file__).with_name("months.txt").read_text("utf-8").split()
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_NUMERIC = re.compile(
    r"(?<!\d)(?:\d{1,2}[/.\-]\d{1,2}[/.\-](?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2})(?!\d)"
)
_DAY_MONTH = re.compile(
    rf"(?<!\d)\d{{1,2}}(?:st|nd|rd|th|\.)?\s{{1,3}}(?:of\s{{1,3}})?(?:{_MONTH})\b(?:,?\s{{1,3}}\d{{4}})?",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(
    rf"\b(?:{_MONTH})\s{{1,3}}\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s{{1,3}}\d{{4}})?", re.IGNORECASE
)
#: a number with fewer digits is a price, a room or an age sooner than a telephone
_FEWEST_DIGITS = 9


def find_emails(text: str) -> Iterator[Span]:
    """Addresses of mail."""
    for match in _EMAIL.finditer(text):
        yield match.span()


def find_nhs_numbers(text: str) -> Iterator[Span]:
    """Ten digits, in groups or not, whose check digit is right (modulus 11)."""
    for match in _TEN.finditer(text.translate(_DIGITS)):
        if nhs_number.is_valid(re.sub(r"\D", "", match.group())):
            yield match.span()


def find_phones(text: str) -> Iterator[Span]:
    """Telephone numbers of the United Kingdom, and of elsewhere with their + in front."""
    matcher = phonenumbers.PhoneNumberMatcher(
        text.translate(_DIGITS), "GB", leniency=phonenumbers.Leniency.POSSIBLE, max_tries=1000
    )
    for match in matcher:
        if sum(map(str.isdigit, match.raw_string)) >= _FEWEST_DIGITS:
            yield match.start, match.end


def find_dates(text: str) -> Iterator[Span]:
    """Days: of birth, of an appointment, of a death. Months and years alone tell too little."""
    plain = text.translate(_DIGITS)
    for pattern in (_NUMERIC, _DAY_MONTH, _MONTH_DAY):
        for match in pattern.finditer(plain):
            yield match.span()
