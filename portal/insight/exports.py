"""The tables of the dashboard."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from flask_babel import lazy_gettext as _l

from portal.accounts.models import User
from portal.accounts.permissions import Permission
from portal.exports.listing import Listing, Query, Row, register
from portal.insight.queries import statements_by_month, themes_by_month
from portal.insight.series import MonthSeries
from portal.insight.views.dashboard import months_shown
from portal.strategy.catalogue import statement_text, theme_name


def _register(
    name: str,
    what: object,
    read: Callable[[Sequence[date], User], list[MonthSeries]],
    title: Callable[[str], object],
) -> None:
    def rows(_query: Query, user: User) -> Iterator[Row]:
        for series in read(months_shown(), user):
            for point in series.points:
                counts = point.positive, point.mixed, point.negative
                month = f"{point.month:%Y-%m}"
                yield [series.subject, str(title(series.subject)), month, series.model, *counts]

    register(
        Listing(
            name=name,
            permission=Permission.SEE_DASHBOARD,
            endpoint="insight.dashboard",
            columns=(_l("Code"), what, _l("Month"), _l("Read by"), _l("Held"), _l("Partly"),
                     _l("Did not hold")),  # type: ignore[arg-type]
            count=lambda query, user, most: sum(1 for _row in rows(query, user)),
            rows=rows,
        )
    )  # fmt: skip


_register("themes", _l("Theme"), themes_by_month, theme_name)
_register("statements", _l("Sentence about good care"), statements_by_month, statement_text)
