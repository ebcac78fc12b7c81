"""Where somebody lives or lay: postcodes, house and street, bed and room."""

import re
from collections.abc import Iterator

Span = tuple[int, int]
#: the forms of a postcode (BS 7666); the gap may be missing and the letters small
_POSTCODE = re.compile(
    r"\b(?:GIR ?0AA|[A-PR-UWYZ](?:\d{1,2}|[A-HK-Y]\d{1,2}|\d[A-HJKPSTUW]|[A-HK-Y]\d[ABEHMNPRVWXY])"
    r" {0,2}\d[ABD-HJLNP-UW-Z]{2})\b",
    re.IGNORECASE,
)
_ROAD = (
    "avenue close court crescent drive gardens grove lane mews place road row square street "
    "terrace view villas walk way rd st"
).replace(" ", "|")
_ADDRESS = re.compile(
    rf"\b\d{{1,4}}[a-z]?,? (?:[A-Z][\w'’\-]{{1,20}} ){{1,3}}(?i:{_ROAD})\b", re.UNICODE
)
_BED = re.compile(r"\b(?:bed|room|flat|cubicle|bay) (?:number |no\.? )?\d{1,4}[a-z]?\b", re.I)


def find_postcodes(text: str) -> Iterator[Span]:
    """Postcodes of the United Kingdom."""
    for match in _POSTCODE.finditer(text):
        yield match.span()


def find_addresses(text: str) -> Iterator[Span]:
    """A house in a street; a bed or a room with its number."""
    for pattern in (_ADDRESS, _BED):
        for match in pattern.finditer(text):
            yield match.span()
