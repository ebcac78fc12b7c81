"""The address of assisted entry."""

from flask import Blueprint

from portal.assisted import views

blueprint = Blueprint("assisted", __name__, template_folder="templates")
blueprint.add_url_rule("/assisted", "start", views.start, methods=["GET", "POST"])
