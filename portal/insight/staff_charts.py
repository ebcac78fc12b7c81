"""One chart for staff, with true numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from portal.figures.suppression import SMALLEST
from portal.insight.charts import RunChart, run_chart
from portal.insight.models import Rebase, Source
from portal.insight.places import ChosenPlace
from portal.insight.rebasing import list_rebases
from portal.insight.series import MonthSeries, series_of
from portal.insight.spc import Xmr, xmr
from portal.strategy.catalogue import STATEMENTS, THEMES, statement_text, theme_name

_STATEMENTS = {statement.id for statement in STATEMENTS}
_THEMES = {theme.id for theme in THEMES}


@dataclass(frozen=True)
class Shown:
    """What the page of a chart shows: geometry, numbers and words."""

    chart: RunChart
    xmr: Xmr
    series: MonthSeries
    rebases: Sequence[Rebase]

    @property
    def gaps(self) -> int:
        """Months without a point."""
        return sum(value is None for value in self.xmr.values)


def subject_name(subject: str) -> Any:
    """The words of a statement or the name of a theme; None for what is neither."""
    if subject in _STATEMENTS:
        return statement_text(subject)
    return theme_name(subject) if subject in _THEMES else None


def source_of(subject: str, asked: str) -> str:
    """The source that was asked for; a theme is read in comments alone."""
    comments = subject in _THEMES or asked == Source.COMMENTS
    return Source.COMMENTS if comments else Source.ANSWERS


def staff_chart(
    subject: str,
    place: ChosenPlace,
    source: str,
    months: Sequence[Any],
    *,
    model: str | None = None,
    target: float | None = None,
) -> Shown:
    """The chart of one subject at one place; a month with fewer than eight has no point."""
    found = series_of(subject, place.scope, months, source=source, model=model)
    rebases = list_rebases(place, source, subject)
    begun = {row.month for row in rebases}
    values = [point.share if point.n >= SMALLEST else None for point in found.points]
    starts = [at for at, month in enumerate(months) if month in begun]
    chart = xmr(values, improvement="increase", target=target, rebase=starts)
    return Shown(run_chart(months, chart), chart, found, rebases)
