"""The tables of the dashboard."""

from collections.abc import Callable, Iterator
from datetime import date

from flask_babel import lazy_gettext as _l

from portal.accounts.models import User
from portal.accounts.permissions import Permission
from portal.exports.listing import Listing, Query, Row, register
from portal.insight.queries import POLARITIES, Series, statements_by_month, themes_by_month
from portal.insight.views import months_shown
from portal.strategy.catalogue import statement_text, theme_name


def _register(
    name: str,
    what: object,
    read: Callable[[date, User | None], list[Series]],
    title: Callable[[str], object],
) -> None:
    def rows(_query: Query, user: User) -> Iterator[Row]:
        months = months_shown()
        for series in read(date.fromisoformat(f"{months[0]}-01"), user):
            for month in months:
                counts = series.months.get(month, {})
                yield [series.id, str(title(series.id)), month,
                       *(counts.get(polarity, 0) for polarity in POLARITIES)]  # fmt: skip

    register(
        Listing(
            name=name,
            permission=Permission.SEE_DASHBOARD,
            endpoint="insight.dashboard",
            columns=(_l("Code"), what, _l("Month"), _l("Held"), _l("Partly"),
                     _l("Did not hold")),  # type: ignore[arg-type]
            count=lambda query, user, most: sum(1 for _row in rows(query, user)),
            rows=rows,
        )
    )  # fmt: skip


_register("themes", _l("Theme"), themes_by_month, theme_name)
_register("statements", _l("Sentence about good care"), statements_by_month, statement_text)
