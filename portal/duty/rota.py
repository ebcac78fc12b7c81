"""The duty rota in London's time: every hour of every day, holidays included."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import select

from portal.accounts.models import User
from portal.audit.service import record, staff
from portal.complaints.clock import is_working_day
from portal.db import session, writing
from portal.duty.models import Shift
from portal.duty.staff import may_be_told
from portal.i18n import LONDON

DAY = timedelta(days=1)


class Overlaps(Exception):
    """Somebody is on duty on these days already."""

    def __init__(self, days: list[date]) -> None:
        super().__init__(len(days))
        self.days = days


@dataclass(frozen=True)
class DutyDay:
    """One day of the rota: its shifts and the hours for which nobody is on."""

    day: date
    working: bool
    shifts: list[Shift]
    gaps: list[tuple[datetime, datetime]]


def moment(day: date, clock: time) -> datetime:
    """That time in London, in UTC; the first of two on the night when clocks go back."""
    return datetime.combine(day, clock, LONDON).astimezone(UTC)


def days_of(month: date) -> list[date]:
    """All days of the month of `month`."""
    first = month.replace(day=1)
    return [d for d in (first + DAY * n for n in range(31)) if d.month == first.month]


def on_duty(at: datetime) -> Shift | None:
    """The shift at that moment."""
    wanted = select(Shift).where(Shift.begins_at <= at, Shift.ends_at > at)
    return session().scalars(wanted.order_by(Shift.id).limit(1)).first()


def find_shift(shift_id: int) -> Shift | None:
    """One shift."""
    return session().get(Shift, shift_id)


def list_shifts(begin: datetime, end: datetime) -> Sequence[Shift]:
    """All shifts that touch the time from `begin` to `end`."""
    wanted = select(Shift).where(Shift.begins_at < end, Shift.ends_at > begin)
    return session().scalars(wanted.order_by(Shift.begins_at, Shift.id)).all()


def fill(
    days: Sequence[date], begins: time, ends: time, person: User, deputy: User | None, *, by: User
) -> int:
    """Put `person` on duty on each of `days`; returns how many shifts were made.

    A shift that ends at or before its beginning ends on the next day. Raises `Overlaps` naming
    the days on which somebody is on duty already; then none is made.
    """
    spans = [_span(day, begins, ends) for day in days]
    with writing() as db:
        taken = [day for day, span in zip(days, spans, strict=True) if list_shifts(*span)]
        if taken:
            raise Overlaps(taken)
        for begin, end in spans:
            shift = Shift(
                begins_at=begin,
                ends_at=end,
                person_id=person.id,
                deputy_id=deputy.id if deputy else None,
            )
            db.add(shift)
            db.flush()
            record(staff(by.id), "add_shift", "duty_shift", shift.id, person=person.id,
                   deputy=shift.deputy_id)  # fmt: skip
    return len(spans)


def _span(day: date, begins: time, ends: time) -> tuple[datetime, datetime]:
    last = day if ends > begins else day + DAY
    return moment(day, begins), moment(last, ends)


def remove(shift: Shift, *, by: User) -> None:
    """Take one shift off the rota."""
    with writing() as db:
        record(staff(by.id), "remove_shift", "duty_shift", shift.id, person=shift.person_id)
        db.delete(shift)


def month_of(month: date) -> list[DutyDay]:
    """Every day of a month with its shifts and its gaps."""
    days = days_of(month)
    midnight = time()
    shifts = list_shifts(moment(days[0], midnight), moment(days[-1] + DAY, midnight))
    return [_day(day, shifts) for day in days]


def _day(day: date, shifts: Sequence[Shift]) -> DutyDay:
    begin, end = moment(day, time()), moment(day + DAY, time())
    touching = [s for s in shifts if s.begins_at < end and s.ends_at > begin]
    manned = [s for s in touching if may_be_told(s.person) or may_be_told(s.deputy)]
    return DutyDay(day, is_working_day(day), touching, gaps(begin, end, manned))


def gaps(
    begin: datetime, end: datetime, shifts: Sequence[Shift]
) -> list[tuple[datetime, datetime]]:
    """The times between `begin` and `end` for which no shift stands."""
    found, free = [], begin
    for shift in sorted(shifts, key=lambda s: s.begins_at):
        if shift.begins_at > free:
            found.append((free, shift.begins_at))
        free = max(free, shift.ends_at)
    return [*found, (free, end)] if free < end else found
