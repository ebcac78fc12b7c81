"""Reading and writing: two kinds of transaction on the one session."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.orm import Session

from portal.db.base import db
from portal.db.lock import WriteLock

_state = threading.local()


class WriteOutsideTransaction(RuntimeError):
    """A change was flushed outside `writing()`: a view or template tried to write."""


def session() -> Session:
    """The session of this application context."""
    return db.session()


@contextmanager
def writing() -> Iterator[Session]:
    """One short write transaction, committed at its end or rolled back by an exception.

    Nested calls join the outer transaction, so that a verb may be built of smaller verbs.
    Nothing slow (hashing, mail, a model, a template) belongs inside.
    """
    current = db.session()
    if is_writing():
        yield current
        return
    current.rollback()  # ends the read snapshot: a read cannot be upgraded without errors
    with _lock(db.engine):
        _state.writing = True
        try:
            yield current
            current.commit()
        except BaseException:
            current.rollback()
            raise
        finally:
            _state.writing = False


def is_writing() -> bool:
    """Whether this thread is inside a write transaction."""
    return getattr(_state, "writing", False)


def _lock(engine: Engine) -> Any:
    lock: WriteLock | None = getattr(engine, "portal_lock", None)
    return lock.held() if lock else nullcontext()


def guard_writes(engine: Engine) -> None:
    """Make transactions of `engine` read-only unless they were opened by `writing()`."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "begin", _begin_postgresql)


def _begin_sqlite(connection: Connection) -> None:
    if is_writing():
        connection.exec_driver_sql("PRAGMA query_only=OFF")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.exec_driver_sql("PRAGMA query_only=ON")
        connection.exec_driver_sql("BEGIN")


def _begin_postgresql(connection: Connection) -> None:
    if not is_writing():
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")


@event.listens_for(Session, "before_flush")
def _refuse_stray_writes(current: Session, *_: Any) -> None:
    changed = [o for o in current.dirty if current.is_modified(o)]
    if not is_writing() and (current.new or current.deleted or changed):
        raise WriteOutsideTransaction("changes are made by a service verb inside writing()")
