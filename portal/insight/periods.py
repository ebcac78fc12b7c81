"""Months, and the fixed half years for which numbers are published.

Periods that begin when somebody asks could be taken from each other: two that overlap in all but
one month give that month away. So the public sees April to September and October to March, each
when it is over, and their months.
"""

from datetime import date

from portal.i18n import today

#: months of a published period
HALF_YEAR = 6
#: a half year begins in April and in October
FIRST_MONTHS = (4, 10)


def month_of(day: date) -> date:
    """The first day of its month."""
    return day.replace(day=1)


def add_months(month: date, count: int) -> date:
    """The first day of the month so many later, or earlier."""
    number = month.year * 12 + month.month - 1 + count
    return date(number // 12, number % 12 + 1, 1)


def months_from(first: date, count: int) -> list[date]:
    """So many months, the first one included."""
    return [add_months(first, n) for n in range(count)]


def last_months(count: int, newest: date | None = None) -> list[date]:
    """The last so many months, oldest first, up to `newest` (this month)."""
    return months_from(add_months(month_of(newest or today()), 1 - count), count)


def period_of(month: date) -> date:
    """The first month of the half year that a month is in."""
    return add_months(month_of(month), -((month.month - FIRST_MONTHS[0]) % HALF_YEAR))


def is_over(period: date) -> bool:
    """Whether the half year that begins with `period` has ended."""
    return add_months(period, HALF_YEAR) <= today()


def last_period() -> date:
    """The newest half year that is over."""
    return add_months(period_of(today()), -HALF_YEAR)


def parse_month(text: str | None) -> date | None:
    """The month of "2026-04"; None for anything else."""
    year, _, month = (text or "").partition("-")
    plain = len(year) == 4 and len(month) == 2 and (year + month).isascii()
    if not plain or not (year + month).isdigit() or not 1 <= int(month) <= 12 or int(year) < 1900:
        return None
    return date(int(year), int(month), 1)
