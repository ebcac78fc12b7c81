"""The address of the dashboard."""

from flask import Blueprint

from portal.insight import exports as _exports  # noqa: F401 registers its tables
from portal.insight import views

blueprint = Blueprint("insight", __name__, template_folder="templates")
blueprint.add_url_rule("/desk/dashboard", "dashboard", views.dashboard)
