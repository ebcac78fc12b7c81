"""Working days, as SI 2009/309 reg 2 counts them: no Saturday, Sunday or bank holiday."""

from datetime import date, timedelta
from functools import cache

import holidays

from portal.settings import value


@cache
def _bank_holidays(year: int) -> holidays.HolidayBase:
    return holidays.country_holidays("GB", subdiv="ENG", years=year)


def is_working_day(day: date) -> bool:
    """Whether `day` counts in England."""
    return day.weekday() < 5 and day not in _bank_holidays(day.year)


def add_working_days(day: date, count: int) -> date:
    """The day that lies `count` working days after `day`; `day` itself never counts."""
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day


def acknowledge_by(received_on: date) -> date:
    """The last day to acknowledge a complaint received on `received_on` (reg 13(3))."""
    return add_working_days(received_on, value("acknowledge_working_days", on=received_on))
