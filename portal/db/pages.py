"""Pages of a list by the keys of its rows: nobody is skipped or shown twice while others come.

Counting rows from the beginning (OFFSET) does both, and reads every row that it passes over.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, literal, tuple_

from portal.db.sessions import session

Key = Sequence[Any]


@dataclass(frozen=True)
class Page:
    """One page of a list; `earlier` and `later` say whether there are rows on either side."""

    items: list[Any]
    earlier: bool
    later: bool

    @property
    def before(self) -> Any | None:
        """The row before which the earlier page ends; None without one."""
        return self.items[0] if self.earlier and self.items else None

    @property
    def after(self) -> Any | None:
        """The row after which the later page begins; None without one."""
        return self.items[-1] if self.later and self.items else None


def read_page(
    query: Select[*tuple[Any, ...]],
    keys: Sequence[ColumnElement[Any] | Any],
    *,
    size: int,
    after: Key | None = None,
    before: Key | None = None,
    falling: bool = False,
) -> Page:
    """The rows of `query` after or before the row with these values of `keys`, else the first.

    `keys` order the list, the last one tells any two rows apart, and none is ever NULL; `falling`
    turns the whole order round. Rows are whole entities or tuples, as `query` gives them.
    """
    backwards = before is not None
    place = before if backwards else after
    up = falling == backwards
    if place is not None:
        here = tuple_(*(literal(v, k.type) for v, k in zip(place, keys, strict=True)))
        query = query.where(tuple_(*keys) > here if up else tuple_(*keys) < here)
    order = [key.asc() if up else key.desc() for key in keys]
    rows = session().execute(query.order_by(None).order_by(*order).limit(size + 1)).unique().all()
    items = [row[0] if len(row) == 1 else row for row in rows]
    more, items = len(items) > size, items[:size]
    if backwards:
        return Page(items[::-1], more, True)
    return Page(items, place is not None, more)


def id_typed(text: str | None) -> tuple[int] | None:
    """The key of a list by id, as it stands in an address; None for anything that is none."""
    text = text or ""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 11 else 0
    return (number,) if 0 < number < 2**31 else None
