"""Reading what is public. Nothing here looks at a count that is not."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, select

from portal.db import session
from portal.insight.models import Level, PublishedFigure, PublishedPeriod, Source
from portal.insight.periods import HALF_YEAR, add_months, months_from
from portal.organisations.models import Organisation
from portal.strategy.catalogue import STATEMENTS, THEMES

Figures = dict[tuple[str, str], list[PublishedFigure]]
#: half years of a public chart: two years
CHART_PERIODS = 4


def list_periods() -> list[date]:
    """The half years that are public, newest first."""
    wanted = select(PublishedPeriod.first_month).where(PublishedPeriod.published_revision > 0)
    return list(session().scalars(wanted.order_by(PublishedPeriod.first_month.desc())))


def _of_half_year(period: date) -> Select[PublishedFigure]:
    table = PublishedFigure
    wanted = select(table).where(table.first_month == period, table.months == HALF_YEAR)
    return wanted.order_by(table.subject, table.place, table.dimension, table.group, table.model)


def figures_of_place(level: str, place: str, period: date) -> Figures:
    """(source, subject) to its figures at one place; comments have one for each model."""
    table = PublishedFigure
    wanted = _of_half_year(period).where(
        table.level == level, table.place == place, table.dimension == ""
    )
    found: Figures = defaultdict(list)
    for row in session().scalars(wanted):
        found[row.source, row.subject].append(row)
    return found


def figures_by_organisation(subject: str, period: date) -> dict[str, list[PublishedFigure]]:
    """Code of an organisation to its figures of one subject."""
    table = PublishedFigure
    wanted = _of_half_year(period).where(
        table.subject == subject, table.level == Level.ORGANISATION, table.dimension == ""
    )
    found: dict[str, list[PublishedFigure]] = defaultdict(list)
    for row in session().scalars(wanted):
        found[row.place].append(row)
    return found


def figures_by_group(
    subject: str, source: str, level: str, place: str, period: date
) -> list[PublishedFigure]:
    """One subject at one place by what people told of themselves."""
    table = PublishedFigure
    wanted = _of_half_year(period).where(
        table.subject == subject,
        table.source == source,
        table.level == level,
        table.place == place,
        table.dimension != "",
    )
    return list(session().scalars(wanted))


def organisations_with_figures(period: date) -> Sequence[Organisation]:
    """Organisations of which something is public, by name."""
    table = PublishedFigure
    codes = select(table.place).where(
        table.first_month == period,
        table.months == HALF_YEAR,
        table.level == Level.ORGANISATION,
    )
    wanted = select(Organisation).where(Organisation.code.in_(codes))
    return session().scalars(wanted.order_by(Organisation.name, Organisation.code)).all()


@dataclass(frozen=True)
class PublicSeries:
    """The public points of one subject at one place, with None for months that are not shown."""

    months: list[date]
    points: list[PublishedFigure | None]
    model: str
    other_models: bool


def public_series(
    subject: str, source: str, level: str, place: str, periods: Iterable[date]
) -> PublicSeries:
    """The months of the newest public half years, oldest first."""
    newest_first = list(periods)[:CHART_PERIODS]
    months = [m for first in sorted(newest_first) for m in months_from(first, HALF_YEAR)]
    if not months:
        return PublicSeries([], [], "", False)
    table = PublishedFigure
    rows = session().scalars(
        select(table)
        .where(
            table.level == level,
            table.place == place,
            table.source == source,
            table.subject == subject,
            table.dimension == "",
            table.months == 1,
            table.first_month >= months[0],
            table.first_month < add_months(months[-1], 1),
        )
        .order_by(table.first_month, table.model)
    )
    by_model: dict[str, dict[date, Any]] = defaultdict(dict)
    for row in rows:
        by_model[row.model][row.first_month] = row
    model = max(by_model, key=lambda name: (max(by_model[name]), name), default="")
    points = [by_model[model].get(month) if by_model else None for month in months]
    return PublicSeries(months, points, model, len(by_model) > 1)


def sources_of(subject: str) -> tuple[str, ...]:
    """From what a subject is shown: statements have answers and comments, a theme has comments."""
    both = (Source.ANSWERS.value, Source.COMMENTS.value)
    return both if "-" in subject else both[1:]


def public_pages() -> list[tuple[str, dict[str, Any]]]:
    """Endpoint and values of every page about figures that has some, for the site map."""
    pages: list[tuple[str, dict[str, Any]]] = []
    for theme in THEMES:
        pages.append(("insight.theme", {"theme_id": theme.id}))
        pages.append(("insight.sentence", {"subject_id": theme.id}))
    pages += [("insight.sentence", {"subject_id": sentence.id}) for sentence in STATEMENTS]
    table = PublishedFigure
    shown = (
        select(table.place, table.subject)
        .where(table.level == Level.ORGANISATION, table.months == HALF_YEAR)
        .distinct()
        .order_by(table.place, table.subject)
    )
    rows = session().execute(shown).all()
    places = dict.fromkeys(place for place, _subject in rows)
    pages += [("insight.organisation", {"organisation_code": place}) for place in places]
    pages += [
        ("insight.sentence_of", {"organisation_code": place, "subject_id": subject})
        for place, subject in rows
    ]
    return pages
