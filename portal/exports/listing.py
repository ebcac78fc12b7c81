"""The lists that can be exported. The packages that own a list register it at start."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import LazyString
from sqlalchemy import Select, func, select

from portal.accounts.models import User
from portal.accounts.permissions import Permission
from portal.db import session
from portal.figures.safe_table import Cell

Query = Mapping[str, str]
Row = Sequence[Cell]
#: rows that are read at once; so many are in memory, however long the list is
BATCH = 500


@dataclass(frozen=True)
class Listing:
    """One list: who may have it, its columns, how long it is, its rows, and where it is shown.

    `codes` names what was asked for as codes and ids, for the trail; never words.
    """

    name: str
    permission: Permission
    endpoint: str
    columns: Sequence[LazyString]
    count: Callable[[Query, User, int], int]
    rows: Callable[[Query, User], Iterable[Row]]
    codes: Callable[[Query], dict[str, Any]] = lambda _query: {}
    query: Callable[[Query], dict[str, Any]] = lambda _query: {}


_listings: dict[str, Listing] = {}


def register(listing: Listing) -> None:
    """Let `listing` be exported under its name."""
    _listings[listing.name] = listing


def find_listing(name: str) -> Listing | None:
    """The list of that name."""
    return _listings.get(name)


def list_names() -> list[str]:
    """The names of all lists."""
    return sorted(_listings)


def batches(wanted: Select[Any]) -> Iterator[Sequence[Any]]:
    """The rows of a query, some hundreds at a time; PostgreSQL keeps the rest on its side."""
    found = session().scalars(wanted, execution_options={"yield_per": BATCH})
    yield from found.partitions()


def count_rows(wanted: Select[Any], ident: Any, most: int) -> int:
    """How many rows a query has; counting stops after `most + 1`."""
    some = wanted.with_only_columns(ident).order_by(None).limit(most + 1).subquery()
    return session().scalar(select(func.count()).select_from(some)) or 0
