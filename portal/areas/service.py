"""Loading the open list of postcodes, line by line."""

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from sqlalchemy import delete, func, select, text

from portal.areas.models import PostcodeArea
from portal.areas.queries import normalised
from portal.audit.service import SYSTEM, record
from portal.db import session, writing
from portal.organisations.models import Council

COLUMNS = ("postcode", "council", "decile")
BATCH = 2000
MOST_PROBLEMS = 1000
#: one statement that both databases know
_KEEP = text(
    "INSERT INTO postcode_areas (postcode, council_code, decile, index_year, load)"
    " VALUES (:postcode, :council_code, :decile, :index_year, :load)"
    " ON CONFLICT (postcode) DO UPDATE SET council_code = excluded.council_code,"
    " decile = excluded.decile, index_year = excluded.index_year, load = excluded.load"
)


class ImportFailed(Exception):
    """The file is not a list of areas; the message is one sentence."""


@dataclass
class Loaded:
    """What became of the lines of a file."""

    kept: int = 0
    outside: int = 0
    wrong: int = 0
    problems: list[tuple[int, str]] = field(default_factory=list)

    def complain(self, line: int, problem: str) -> None:
        """Count a line that cannot be used; the first thousand are named."""
        self.wrong += 1
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append((line, problem))


def import_areas(
    lines: Iterable[str], *, index_year: int, progress: Callable[[int], None] = lambda _n: None
) -> Loaded:
    """Replace the lookup table by the rows of a CSV file with postcode, council and decile.

    A council is named by its ONS code or its name; postcodes outside the region's councils are
    counted and left out. The file is read as it comes; each batch is a short transaction, and
    rows of the list before are removed at the end, so that the portal serves meanwhile.
    Raises `ImportFailed` for a file without these columns, or without one usable row.
    """
    loaded, load = Loaded(), _next_load()
    rows = _rows(lines, loaded, {"index_year": index_year, "load": load})
    while batch := list(islice(rows, BATCH)):
        with writing() as db:
            db.execute(_KEEP, batch)
        progress(loaded.kept)
    if not loaded.kept:
        raise ImportFailed("No row of the file can be used; the list before is still there.")
    with writing() as db:
        db.execute(delete(PostcodeArea).where(PostcodeArea.load != load))
        record(SYSTEM, "import_areas", "areas", load, rows=loaded.kept, year=index_year)
    return loaded


def _next_load() -> int:
    return (session().scalar(select(func.max(PostcodeArea.load))) or 0) + 1


def _councils() -> dict[str, str]:
    rows = session().execute(select(Council.code, Council.name)).all()
    return {word.casefold(): code for code, name in rows for word in (code, name)}


def _rows(
    lines: Iterable[str], loaded: Loaded, fixed: dict[str, int]
) -> Iterator[dict[str, str | int]]:
    reader = csv.reader(lines)
    try:
        places = _places(next(reader, []))
    except csv.Error as error:
        raise ImportFailed(f"The first line cannot be read: {error}.") from error
    councils = _councils()
    while True:
        try:
            row = next(reader)
            if not row:  # an empty line
                continue
            found = _row(row, places, councils)
        except StopIteration:
            return
        except (csv.Error, ValueError) as error:
            loaded.complain(reader.line_num, str(error))
            continue
        if found is None:
            loaded.outside += 1
        else:
            loaded.kept += 1
            yield {**found, **fixed}


def _places(header: list[str]) -> list[int]:
    names = [name.strip().casefold().lstrip("\ufeff") for name in header]
    if missing := [name for name in COLUMNS if name not in names]:
        raise ImportFailed(f"The file has no column {' and no column '.join(missing)}.")
    return [names.index(name) for name in COLUMNS]


def _row(
    row: list[str], places: list[int], councils: dict[str, str]
) -> dict[str, str | int] | None:
    """The row as it is kept, None outside the region. Raises `ValueError` with what is wrong."""
    if len(row) <= max(places):
        raise ValueError("there are too few columns")
    postcode, council, decile = (row[place].strip() for place in places)
    tidy = normalised(postcode)
    if tidy is None:
        raise ValueError("the postcode does not have the form of one")
    code = councils.get(council.casefold())
    if code is None:
        if not council:
            raise ValueError("there is no council")
        return None
    if not (decile.isascii() and decile.isdigit() and len(decile) < 3 and 1 <= int(decile) <= 10):
        raise ValueError("the decile is not a number from 1 to 10")
    return {"postcode": tidy, "council_code": code, "decile": int(decile)}
