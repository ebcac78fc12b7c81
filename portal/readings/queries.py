"""Reading the readings."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from portal.db import session
from portal.readings.models import Correction, Reading, ReadingState


def find_reading(source: str, source_id: int) -> Reading | None:
    """The reading of one source, with its statements and themes."""
    return (
        session()
        .scalars(
            select(Reading)
            .filter_by(source=source, source_id=source_id)
            .options(selectinload(Reading.statements), selectinload(Reading.themes))
        )
        .one_or_none()
    )


def list_corrections(source: str, source_id: int) -> Sequence[Correction]:
    """What people corrected, oldest first."""
    wanted = select(Correction).filter_by(source=source, source_id=source_id)
    return session().scalars(wanted.order_by(Correction.id)).all()


def count_by_state() -> dict[str, int]:
    """How many readings stand in each state."""
    rows = session().execute(select(Reading.state, func.count()).group_by(Reading.state))
    return {state: count for state, count in rows}


def count_waiting() -> tuple[int, datetime | None]:
    """How many wait, and since when the oldest."""
    row = session().execute(
        select(func.count(), func.min(Reading.requested_at)).where(
            Reading.state == ReadingState.WAITING
        )
    )
    count, oldest = row.one()
    return count, oldest
