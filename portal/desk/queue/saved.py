"""Filters under a name: kept, shared, opened first, renamed, deleted."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.exc import IntegrityError

from portal.accounts.models import User
from portal.audit.service import record, staff
from portal.db import session, utc_now, violated_constraint, writing
from portal.desk.queue.filters import QueueFilter
from portal.desk.queue.models import DefaultFilter, SavedFilter

#: of one person
MOST_KEPT = 30
SUBJECT = "saved_filter"


class NameTaken(Exception):
    """The person has a filter of that name already."""


class TooMany(Exception):
    """The person keeps as many filters as anybody may."""


def list_filters(user: User) -> Sequence[SavedFilter]:
    """The filters of `user`, then those that colleagues share, by name."""
    wanted = (
        select(SavedFilter)
        .where(or_(SavedFilter.owner_id == user.id, SavedFilter.shared))
        .order_by(SavedFilter.owner_id != user.id, SavedFilter.name, SavedFilter.id)
        .limit(200)
    )
    return session().scalars(wanted).all()


def find_own(filter_id: int, user: User) -> SavedFilter | None:
    """A filter that `user` may rename and delete."""
    found = session().get(SavedFilter, filter_id) if filter_id < 2**31 else None
    return found if found is not None and found.owner_id == user.id else None


def find_usable(filter_id: int, user: User) -> SavedFilter | None:
    """A filter that `user` may open: an own or a shared one."""
    found = session().get(SavedFilter, filter_id) if filter_id < 2**31 else None
    usable = found is not None and (found.shared or found.owner_id == user.id)
    return found if usable else None


def find_default(user: User) -> SavedFilter | None:
    """The filter that the desk opens with; none once its owner stopped sharing it."""
    wanted = (
        select(SavedFilter)
        .join(DefaultFilter, DefaultFilter.filter_id == SavedFilter.id)
        .where(
            DefaultFilter.user_id == user.id,
            or_(SavedFilter.owner_id == user.id, SavedFilter.shared),
        )
    )
    return session().scalars(wanted).one_or_none()


def query_of(kept: SavedFilter) -> dict[str, Any]:
    """The parts of the address that opens a kept filter."""
    return QueueFilter.from_text(kept.query).as_query()


def keep_filter(wanted: QueueFilter, name: str, *, shared: bool, by: User) -> SavedFilter:
    """Keep a filter under a name. Raises `NameTaken` and `TooMany`."""
    kept = SavedFilter(
        owner_id=by.id, name=name, query=wanted.as_text(), shared=shared, created_at=utc_now()
    )
    with _unique_name(), writing() as db:
        mine = select(func.count()).where(SavedFilter.owner_id == by.id)
        if (db.scalar(mine) or 0) >= MOST_KEPT:
            raise TooMany
        db.add(kept)
        db.flush()
        record(staff(by.id), "keep_filter", SUBJECT, kept.id, shared=shared)
    return kept


def change_filter(kept: SavedFilter, name: str, *, shared: bool, by: User) -> None:
    """Rename a filter, share it or stop sharing it. Raises `NameTaken`."""
    with _unique_name(), writing() as db:
        kept.name, kept.shared = name, shared
        db.flush()
        record(staff(by.id), "change_filter", SUBJECT, kept.id, shared=shared)


def delete_filter(kept: SavedFilter, *, by: User) -> None:
    """Delete a filter; a desk that opened with it opens with the whole queue again."""
    with writing() as db:
        record(staff(by.id), "delete_filter", SUBJECT, kept.id)
        db.delete(kept)


def open_first(kept: SavedFilter | None, *, by: User) -> None:
    """Let the desk open with `kept`; None: with everything that waits."""
    with writing() as db:
        mine = db.get(DefaultFilter, by.id, with_for_update=True)
        if kept is None and mine is not None:
            db.delete(mine)
        elif kept is not None and mine is not None:
            mine.filter_id = kept.id
        elif kept is not None:
            db.add(DefaultFilter(user_id=by.id, filter_id=kept.id))
        record(staff(by.id), "open_first", SUBJECT, kept.id if kept else 0)


@contextmanager
def _unique_name() -> Iterator[None]:
    """Turns the broken constraint into `NameTaken`."""
    try:
        yield
    except IntegrityError as error:
        if violated_constraint(error) != "uq_saved_filters_owner_id_name":
            raise
        raise NameTaken from None
