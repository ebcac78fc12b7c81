"""How care feels: figures for everybody, by theme, by sentence and by organisation.

Fixed half years and fixed places only, and nothing but what `portal.insight.publishing` has let
out.
"""

from datetime import date
from typing import Any

from flask import abort, redirect, render_template, request, url_for

from portal.db import session
from portal.insight.card_presenters import (
    period_name,
    public_chart,
    public_groups,
    public_themes,
)
from portal.insight.models import Level
from portal.insight.periods import parse_month
from portal.insight.published import (
    figures_by_group,
    figures_by_organisation,
    figures_of_place,
    list_periods,
    organisations_with_figures,
    public_series,
    sources_of,
)
from portal.insight.rebasing import list_rebases_of
from portal.insight.staff_charts import subject_name
from portal.insight.words import SOURCES
from portal.organisations.models import Organisation
from portal.organisations.places import successor
from portal.organisations.queries import list_organisations
from portal.strategy.catalogue import THEMES
from portal.web.access import public


@public
def index() -> Any:
    """What can be looked at."""
    period, _periods = _period()
    shown = organisations_with_figures(period) if period else []
    return render_template("insight/public_index.html", themes=THEMES, organisations=shown,
                           period=period and period_name(period))  # fmt: skip


@public
def theme(theme_id: str) -> Any:
    """The sentences of one theme in the whole region."""
    if theme_id not in {theme.id for theme in THEMES}:
        abort(404)
    period, periods = _period()
    found = figures_of_place(Level.REGION, "", period) if period else {}
    card = next(card for card in public_themes(found) if card.id == theme_id)
    return render_template(
        "insight/public_theme.html", card=card, **_periods_shown(period, periods)
    )


@public
def organisation(organisation_code: str) -> Any:
    """Every sentence in one organisation."""
    row = _organisation(organisation_code)
    later = successor(row)
    if later is not None:  # its numbers stand with the one that goes on with its work
        return redirect(url_for("insight.organisation", organisation_code=later.code))
    period, periods = _period()
    found = figures_of_place(Level.ORGANISATION, row.code, period) if period else {}
    return render_template(
        "insight/public_organisation.html",
        organisation=row,
        themes=public_themes(found),
        **_periods_shown(period, periods),
    )


@public
def sentence(subject_id: str) -> Any:
    """One sentence in the whole region: over time, by group and by organisation."""
    return _sentence(subject_id, None)


@public
def sentence_of(organisation_code: str, subject_id: str) -> Any:
    """One sentence in one organisation: over time and by group."""
    row = _organisation(organisation_code)
    later = successor(row)
    if later is not None:
        return redirect(
            url_for("insight.sentence_of", organisation_code=later.code, subject_id=subject_id)
        )
    return _sentence(subject_id, row)


def _sentence(subject: str, organisation: Organisation | None) -> Any:
    name = subject_name(subject) or abort(404)
    level, place = (Level.ORGANISATION, organisation.code) if organisation else (Level.REGION, "")
    period, periods = _period()
    sections = []
    for source in sources_of(subject):
        found = public_series(subject, source, level, place, periods)
        begun = {row.month for row in list_rebases_of(level, place, source, subject)}
        groups = figures_by_group(subject, source, level, place, period) if period else []
        sections.append((source, SOURCES[source], public_chart(found, begun),  # type: ignore[index]
                         public_groups(groups)))  # fmt: skip
    by_place = figures_by_organisation(subject, period) if period and not organisation else {}
    names = {row.code: row for row in list_organisations() if row.code in by_place}
    return render_template(
        "insight/public_sentence.html",
        subject=subject,
        name=name,
        organisation=organisation,
        sections=sections,
        by_place=[(names[code], rows) for code, rows in by_place.items() if code in names],
        **_periods_shown(period, periods),
    )


def _organisation(code: str) -> Organisation:
    usable = code.isascii() and code.isprintable() and len(code) <= 12
    return (session().get(Organisation, code) if usable else None) or abort(404)


def _period() -> tuple[date | None, list[date]]:
    """The half year that was asked for, or the newest; only those that are public can be."""
    periods = list_periods()
    asked = parse_month(request.args.get("period"))
    if request.args.get("period") and asked not in periods:
        abort(404)
    return asked or (periods[0] if periods else None), periods


def _periods_shown(period: date | None, periods: list[date]) -> dict[str, Any]:
    return {
        "period": period_name(period) if period else None,
        "periods": [(f"{first:%Y-%m}", period_name(first), first == period) for first in periods],
    }
