"""One export: begun, written down, ended."""

import secrets
from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from portal.accounts.models import User
from portal.audit.service import record, staff
from portal.db import utc_now, violated_constraint, writing
from portal.exports.listing import Listing, Query
from portal.exports.models import RunningExport

#: rows of one file
MOST_ROWS = 50_000
#: a run that never ended (the machine went down) blocks its person no longer than this
LONGEST = timedelta(minutes=10)
SUBJECT = "list"


class Busy(Exception):
    """The person has an export under way."""


class TooLong(Exception):
    """The list has more rows than one file may hold."""


def begin(listing: Listing, query: Query, kind: str, *, by: User) -> str:
    """Write down that `by` takes a list away, before the first row leaves; returns a token.

    Raises `TooLong` and `Busy`.
    """
    rows = listing.count(query, by, MOST_ROWS)
    if rows > MOST_ROWS:
        raise TooLong
    token = secrets.token_hex(16)
    try:
        with writing() as db:
            running = db.get(RunningExport, by.id, with_for_update=True)
            if running is not None and running.started_at > utc_now() - LONGEST:
                raise Busy
            if running is None:
                db.add(RunningExport(user_id=by.id, token=token, started_at=utc_now()))
            else:
                running.token, running.started_at = token, utc_now()
            codes = listing.codes(query)
            record(staff(by.id), "export", SUBJECT, listing.name, rows=rows, kind=kind, **codes)
    except IntegrityError as error:
        if violated_constraint(error) not in ("pk_running_exports", "uq_running_exports_user_id"):
            raise
        raise Busy from None
    return token


def finish(name: str, user_id: int, token: str, rows: int) -> None:
    """Write down how many rows left, all of them or not, and let the person begin another."""
    with writing() as db:
        mine = RunningExport.user_id == user_id, RunningExport.token == token
        db.execute(delete(RunningExport).where(*mine))
        record(staff(user_id), "finish_export", SUBJECT, name, rows=rows)
