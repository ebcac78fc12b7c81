"""Encrypting everything again by the first key, in small steps that can be broken off."""

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Column, Table, Text, and_, select, tuple_, type_coerce, update

from portal.db.base import db
from portal.db.sealed import Keyring, Sealed, SealedJSON, keyring
from portal.db.sessions import session, writing

BATCH = 200


def sealed_columns() -> Iterator[Column[Any]]:
    """Every encrypted column of every table."""
    for table in db.metadata.sorted_tables:
        yield from (c for c in table.columns if isinstance(c.type, Sealed | SealedJSON))


def rotate(progress: Callable[[int], None] = lambda _done: None) -> int:
    """Encrypt by the first key whatever is not; returns how many values were.

    What is done stays done: started again after a kill it goes on where it was. A value that
    somebody changes meanwhile is left as they wrote it, by the first key as well.
    """
    ring, done = keyring(), 0
    for column in sealed_columns():
        for rows in _batches(column):
            done += _reseal(ring, column, rows)
            progress(done)
    return done


def _batches(column: Column[Any]) -> Iterator[list[tuple[Any, ...]]]:
    table: Table = column.table  # type: ignore[assignment]
    keys = list(table.primary_key.columns)
    last: tuple[Any, ...] | None = None
    while True:
        wanted = select(*keys, type_coerce(column, Text)).order_by(*keys).limit(BATCH)
        if last is not None:
            wanted = wanted.where(tuple_(*keys) > tuple_(*last))
        rows = [tuple(row) for row in session().execute(wanted)]
        session().rollback()  # no snapshot is held while values are encrypted
        if not rows:
            return
        yield rows
        last = rows[-1][:-1]


def _reseal(ring: Keyring, column: Column[Any], rows: list[tuple[Any, ...]]) -> int:
    table: Table = column.table  # type: ignore[assignment]
    keys = list(table.primary_key.columns)
    stored = type_coerce(column, Text)
    fresh = [(r, ring.seal(ring.open(r[-1]))) for r in rows if r[-1] and not ring.is_current(r[-1])]
    if not fresh:
        return 0
    with writing() as current:
        for row, value in fresh:
            this = and_(*(k == v for k, v in zip(keys, row[:-1], strict=True)), stored == row[-1])
            current.execute(
                update(table).where(this).values({column.name: type_coerce(value, Text)})
            )
    return len(fresh)
