"""The address of assisted entry."""

from flask import Blueprint

from portal.assisted import views
from portal.assisted.panel import helper_panel
from portal.web import panels

blueprint = Blueprint("assisted", __name__, template_folder="templates")
blueprint.add_url_rule("/assisted", "start", views.start, methods=["GET", "POST"])

panels.register("desk item", "0 helper", helper_panel)
