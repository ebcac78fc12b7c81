"""The addresses of complaints work."""

from flask import Blueprint

from portal.complaints import exports as _exports  # noqa: F401 registers its list
from portal.complaints import views
from portal.web import panels

blueprint = Blueprint("complaints", __name__, template_folder="templates")

blueprint.add_url_rule("/desk/complaints", "queue", views.queue)
blueprint.add_url_rule(
    "/desk/complaints/<int:feedback_id>/acknowledge",
    "acknowledge",
    views.acknowledge,
    methods=["POST"],
)
panels.register("sent", "complaint", views.told_on_sending)
panels.register("holder", "1 complaint", views.told_on_sending)
