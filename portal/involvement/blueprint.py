"""The address of involvement."""

from typing import Any

from flask import Blueprint, render_template

from portal.involvement.queries import list_open
from portal.web.access import public

blueprint = Blueprint("involvement", __name__, template_folder="templates")


@public
def get_involved() -> Any:
    """Ways to take part."""
    return render_template("involvement/list.html", opportunities=list_open())


blueprint.add_url_rule("/get-involved", "get_involved", get_involved)
