"""Scorecards as pages show them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from babel.dates import format_skeleton
from flask_babel import get_locale
from flask_babel import gettext as _

from portal.insight.charts import RunChart, run_chart
from portal.insight.groups import find_dimension
from portal.insight.models import PublishedFigure, Source
from portal.insight.periods import HALF_YEAR, add_months
from portal.insight.published import Figures, PublicSeries
from portal.insight.scorecards import GroupLines, Line
from portal.insight.spc import Xmr, xmr
from portal.strategy.catalogue import THEMES, statements_of


@dataclass(frozen=True)
class Row:
    """One sentence (or a theme as a whole) of a scorecard, with the lines of each source."""

    subject: str
    name: str
    answers: list[Line]
    comments: list[Line]


@dataclass(frozen=True)
class ThemeCard:
    """A theme with its sentences; culture and climate has none in the strategy."""

    id: str
    name: str
    whole: Row
    rows: list[Row]


def themes_of(lines: dict[tuple[str, str], list[Line]]) -> list[ThemeCard]:
    """The lines of a scorecard in the order of the strategy, every sentence there."""
    return [
        ThemeCard(
            theme.id,
            str(theme.name),
            _row(theme.id, str(theme.name), lines),
            [_row(s.id, str(s.text), lines) for s in statements_of(theme.id)],
        )
        for theme in THEMES
    ]


def _row(subject: str, name: str, lines: dict[tuple[str, str], list[Line]]) -> Row:
    answers = lines.get((Source.ANSWERS, subject), [])
    return Row(subject, name, answers, lines.get((Source.COMMENTS, subject), []))


def named_groups(found: list[GroupLines]) -> list[tuple[str, list[tuple[str, Line]]]]:
    """Groups with the names that people know."""
    shown = []
    for group in found:
        dimension = find_dimension(group.dimension)
        if dimension is not None:
            names = [(str(dimension.name_of(code)), line) for code, line in group.groups]
            shown.append((str(dimension.name), names))
    return shown


def month_name(month: date) -> str:
    """ "March 2026" in the language of the page."""
    return str(format_skeleton("yMMMM", month, locale=get_locale() or "en"))


@dataclass(frozen=True)
class PublicRow:
    """One sentence with its public figures of each source."""

    subject: str
    name: str
    answers: list[PublishedFigure]
    comments: list[PublishedFigure]


@dataclass(frozen=True)
class PublicTheme:
    """A theme with its sentences."""

    id: str
    name: str
    whole: PublicRow
    rows: list[PublicRow]


@dataclass(frozen=True)
class PublicChart:
    """A chart of what is public, and the numbers of its table."""

    chart: RunChart
    xmr: Xmr
    series: PublicSeries
    gaps: int


def public_themes(found: Figures) -> list[PublicTheme]:
    """Public figures in the order of the strategy."""
    return [
        PublicTheme(
            theme.id,
            str(theme.name),
            _public_row(theme.id, str(theme.name), found),
            [_public_row(s.id, str(s.text), found) for s in statements_of(theme.id)],
        )
        for theme in THEMES
    ]


def _public_row(subject: str, name: str, found: Figures) -> PublicRow:
    answers = found.get((Source.ANSWERS, subject), [])
    return PublicRow(subject, name, answers, found.get((Source.COMMENTS, subject), []))


def public_chart(series: PublicSeries, rebased: Collection[date]) -> PublicChart | None:
    """The chart of the shown points; None where no month is shown.

    Limits are made from the published shares, so that they tell no more than those.
    """
    if not any(series.points):
        return None
    values = [point.percent / 100 if point else None for point in series.points]
    starts = [at for at, month in enumerate(series.months) if month in rebased]
    chart = xmr(values, improvement="increase", rebase=starts)
    return PublicChart(run_chart(series.months, chart), chart, series, values.count(None))


def public_groups(
    figures: list[PublishedFigure],
) -> list[tuple[str, list[tuple[str, PublishedFigure]]]]:
    """Figures of groups by the name of the question."""
    shown: dict[str, list[tuple[str, PublishedFigure]]] = {}
    for figure in figures:
        dimension = find_dimension(figure.dimension)
        if dimension is not None:
            named = str(dimension.name_of(figure.group)), figure
            shown.setdefault(str(dimension.name), []).append(named)
    return list(shown.items())


def period_name(first: date) -> str:
    """ "April 2026 to September 2026" in the language of the page."""
    last = add_months(first, HALF_YEAR - 1)
    return _("%(first)s to %(last)s", first=month_name(first), last=month_name(last))
