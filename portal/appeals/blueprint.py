"""The addresses of appeals at the desk, and what other pages show of them."""

from flask import Blueprint

from portal.appeals import exports as _exports  # noqa: F401 registers its list
from portal.appeals.views import desk, panels
from portal.web.panels import register

blueprint = Blueprint("appeals", __name__, template_folder="templates")
ONE = "/desk/appeals/<int:appeal_id>"

blueprint.add_url_rule("/desk/appeals", "queue", desk.queue)
blueprint.add_url_rule(ONE, "appeal", desk.appeal)
blueprint.add_url_rule(f"{ONE}/decide", "decide", desk.decide, methods=["POST"])

register("desk queue", "1 appeals", panels.queue_panel)
register("desk item", "1 appeals", panels.item_panel)
register("holder", "1 second look", panels.holder_panel)
