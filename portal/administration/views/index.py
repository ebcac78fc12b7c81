"""Where everything is, and the areas."""

from typing import Any

from flask import render_template

from portal.accounts.access import requires
from portal.accounts.permissions import Permission
from portal.areas.queries import count_by_council


@requires(Permission.ADMINISTER)
def index() -> Any:
    """The doors of the administration."""
    return render_template("administration/index.html")


@requires(Permission.ADMINISTER)
def areas() -> Any:
    """How many postcodes of each council are known."""
    rows = count_by_council()
    return render_template(
        "administration/areas.html", rows=rows, known=any(count for _, _, count in rows)
    )
