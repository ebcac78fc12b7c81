"""The first dashboard for staff."""

from datetime import date
from typing import Any

from flask import render_template
from flask_security import current_user

from portal.accounts.access import requires
from portal.accounts.permissions import Permission
from portal.insight.periods import last_months
from portal.insight.presenters import chart
from portal.insight.queries import statements_by_month, themes_by_month
from portal.strategy.catalogue import statement_text, theme_name

MONTHS = 12


@requires(Permission.SEE_DASHBOARD)
def dashboard() -> Any:
    """Themes and statements by polarity over the last twelve months."""
    months = months_shown()
    return render_template(
        "insight/dashboard.html",
        themes=[
            chart(s, str(theme_name(s.subject))) for s in themes_by_month(months, current_user)
        ],
        statements=[
            chart(s, str(statement_text(s.subject)))
            for s in statements_by_month(months, current_user)
        ],
    )


def months_shown() -> list[date]:
    """The last twelve months, this one included."""
    return last_months(MONTHS)
