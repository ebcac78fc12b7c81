"""Finding the area of a postcode."""

import re
from dataclasses import dataclass

from sqlalchemy import func, select

from portal.areas.models import PostcodeArea
from portal.db import session
from portal.organisations.models import Council

_FORM = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}")


@dataclass(frozen=True)
class Area:
    """What may be kept of where somebody lives."""

    council_code: str
    council_name: str
    decile: int
    index_year: int


def normalised(typed: str) -> str | None:
    """A postcode without spaces in capitals; None for what is not one."""
    tidy = "".join(typed[:40].split()).upper()
    return tidy if _FORM.fullmatch(tidy) else None


def find_area(postcode: str) -> Area | None:
    """The council and the deprivation decile of a postcode; None where the list has none.

    The postcode is dropped here: the answer does not hold it, and whoever asks keeps the
    answer and forgets what was typed. It stands in no other table, no log and no trail.
    """
    tidy = normalised(postcode)
    if tidy is None:
        return None
    wanted = (
        select(Council.code, Council.name, PostcodeArea.decile, PostcodeArea.index_year)
        .join(Council, Council.code == PostcodeArea.council_code)
        .where(PostcodeArea.postcode == tidy)
    )
    row = session().execute(wanted).one_or_none()
    return Area(*row) if row is not None else None


def count_by_council() -> list[tuple[str, str, int]]:
    """Code, name and number of postcodes of every council, those without any too."""
    wanted = (
        select(Council.code, Council.name, func.count(PostcodeArea.postcode))
        .outerjoin(PostcodeArea, PostcodeArea.council_code == Council.code)
        .group_by(Council.code, Council.name)
        .order_by(Council.name, Council.code)
    )
    return [(code, name, count) for code, name, count in session().execute(wanted)]
