"""New limits from a month on, drawn by a person who knows why.

There is no formula for it (Making Data Count): only where the cause is understood and the new
level is expected to last.
"""

from collections.abc import Sequence
from datetime import date

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portal.accounts.models import User
from portal.audit.service import record, staff
from portal.db import session, violated_constraint, writing
from portal.insight.models import Rebase
from portal.insight.places import ChosenPlace
from portal.web.errors import Refused

MOST_REASON = 1000
ONCE = "uq_insight_rebases_level_place_source_subject_month"


class RebasedAlready(Refused):
    """The limits begin anew in that month already."""

    sentence = _l("The limits begin anew in this month already. Look at the chart again.")


def list_rebases(place: ChosenPlace, source: str, subject: str) -> Sequence[Rebase]:
    """Where the limits of one chart begin anew, oldest first."""
    return list_rebases_of(place.level, place.place, source, subject) if place.single else []


def list_rebases_of(level: str, place: str, source: str, subject: str) -> Sequence[Rebase]:
    """The same by the columns of the table."""
    wanted = select(Rebase).filter_by(level=level, place=place, source=source, subject=subject)
    return session().scalars(wanted.order_by(Rebase.month)).all()


def rebase(
    place: ChosenPlace, source: str, subject: str, *, month: date, reason: str, by: User
) -> Rebase:
    """Draw the limits of one chart anew from `month` on. Raises `RebasedAlready`."""
    row = Rebase(
        level=place.level,
        place=place.place,
        source=source,
        subject=subject,
        month=month,
        reason=reason,
        made_by=by.id,
    )
    try:
        with writing() as db:
            db.add(row)
            db.flush()
            record(staff(by.id), "rebase_chart", "chart", row.id, about=subject,
                   place=place.code, month=month.isoformat())  # fmt: skip
    except IntegrityError as error:
        # SQLite names the columns of a broken uniqueness, PostgreSQL its name
        if violated_constraint(error) != ONCE:
            raise
        raise RebasedAlready from None
    return row


def find_rebase(rebase_id: int) -> Rebase | None:
    """One of them."""
    return session().get(Rebase, rebase_id) if rebase_id < 2**31 else None


def take_back(row: Rebase, *, by: User) -> None:
    """The limits go on there as before; the trail keeps that somebody drew them anew."""
    with writing() as db:
        record(staff(by.id), "take_back_rebase", "chart", row.id, about=row.subject,
               month=row.month.isoformat())  # fmt: skip
        db.delete(row)
