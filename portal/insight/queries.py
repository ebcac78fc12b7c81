"""What the reader found in comments, by theme and statement, for the dashboard and its tables.

A story over several services counts once, under its main service and in that one's scope: counted
under each of them, one story would weigh as much as several.
"""

from collections.abc import Sequence
from datetime import date

from portal.accounts.models import User
from portal.insight.places import first_place
from portal.insight.scorecards import comments_by_month
from portal.insight.series import MonthSeries
from portal.strategy.catalogue import STATEMENTS, THEMES

POLARITIES = ("positive", "mixed", "negative")


def themes_by_month(months: Sequence[date], viewer: User) -> list[MonthSeries]:
    """Every theme that was read in these months in `viewer`'s scope."""
    return comments_by_month([t.id for t in THEMES], first_place(viewer).scope, months)


def statements_by_month(months: Sequence[date], viewer: User) -> list[MonthSeries]:
    """Every statement that was read in these months in `viewer`'s scope."""
    return comments_by_month([s.id for s in STATEMENTS], first_place(viewer).scope, months)
