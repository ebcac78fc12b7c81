"""The first dashboard for staff."""

from datetime import date
from typing import Any

from flask import render_template
from flask_security import current_user

from portal.accounts.access import requires
from portal.accounts.permissions import Permission
from portal.db import utc_now
from portal.i18n import LONDON
from portal.insight.presenters import chart
from portal.insight.queries import statements_by_month, themes_by_month
from portal.strategy.catalogue import statement_text, theme_name

MONTHS = 12


@requires(Permission.SEE_DASHBOARD)
def dashboard() -> Any:
    """Themes and statements by polarity over the last twelve months."""
    months = months_shown()
    since = date.fromisoformat(f"{months[0]}-01")
    return render_template(
        "insight/dashboard.html",
        themes=[
            chart(s, str(theme_name(s.id)), months) for s in themes_by_month(since, current_user)
        ],
        statements=[
            chart(s, str(statement_text(s.id)), months)
            for s in statements_by_month(since, current_user)
        ],
    )


def months_shown() -> list[str]:
    """The last twelve months, this one included: "2026-03"."""
    today = utc_now().astimezone(LONDON).date()
    newest = today.year * 12 + today.month - 1
    return [f"{n // 12:04d}-{n % 12 + 1:02d}" for n in range(newest - MONTHS + 1, newest + 1)]
