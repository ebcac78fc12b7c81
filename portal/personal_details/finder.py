"""All kinds of details in one text, in order, none overlapping another."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from portal.personal_details import names, numbers, places

#: what stands in a public text where something was taken out; the same in every language
GAP = "[…]"
#: looked at in full; a longer text is looked at up to here and says so nowhere, so keep it above
#: what a person may send (50,000 characters)
MOST = 60_000
#: where two kinds claim the same words, the more certain one has them
CERTAINTY = ("email", "nhs_number", "phone", "postcode", "address", "date", "name")


@dataclass(frozen=True, order=True)
class Detail:
    """One place in a text: characters `start` to `end` (end not included) and its kind.

    `kind` is one of `CERTAINTY`.
    """

    start: int
    end: int
    kind: str


def find_details(text: str) -> list[Detail]:
    """The places in `text` that look like somebody's details, in order and apart.

    Takes any text (empty, broken, up to `MOST` characters) and never raises.
    """
    text = text[:MOST]
    claimed: list[Detail] = []
    taken = bytearray(len(text))  # a mark a character: each claim is checked in its own length
    for kind in CERTAINTY:
        for start, end in _found(kind, text):
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                claimed.append(Detail(start, end, kind))
    return sorted(claimed)


def _found(kind: str, text: str) -> Iterator[tuple[int, int]]:
    finders = {
        "email": numbers.find_emails,
        "nhs_number": numbers.find_nhs_numbers,
        "phone": numbers.find_phones,
        "postcode": places.find_postcodes,
        "address": places.find_addresses,
        "date": numbers.find_dates,
        "name": names.find_names,
    }
    return finders[kind](text)


def without(text: str, details: Iterable[Detail]) -> str:
    """`text` with a gap in place of each of `details`; everything else as it was."""
    for detail in sorted(details, reverse=True):
        text = text[: detail.start] + GAP + text[detail.end :]
    return text
