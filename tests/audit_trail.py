"""Getting round the triggers of the audit trail, as somebody who owns the database can."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import text
from sqlalchemy.orm import Session

from portal.audit import append_only
from portal.db import db, writing


@contextmanager
def unguarded() -> Iterator[Session]:
    """A write transaction in which rows of the trail can be changed and removed."""
    sqlite = db.engine.dialect.name == "sqlite"
    off = append_only.SQLITE_OFF if sqlite else append_only.POSTGRESQL_OFF
    on = append_only.SQLITE if sqlite else append_only.POSTGRESQL
    with writing() as session:
        for statement in off:
            session.execute(text(statement))
        yield session
        session.flush()
        for statement in on:
            session.execute(text(statement))
