"""The addresses of safety."""

from flask import Blueprint

from portal.safety.views import item, overview, provider, safeguarding
from portal.web import panels

blueprint = Blueprint("safety", __name__, template_folder="templates")
BOTH = ["GET", "POST"]
POST = ["POST"]
ITEM = "/desk/item/<int:feedback_id>"

blueprint.add_url_rule("/desk/safety", "overview", overview.overview)
blueprint.add_url_rule(f"{ITEM}/read", "read", item.read, methods=POST)
blueprint.add_url_rule(f"{ITEM}/severity", "severity", item.severity, methods=BOTH)
blueprint.add_url_rule(f"{ITEM}/candour", "candour", item.candour, methods=BOTH)
blueprint.add_url_rule(
    f"{ITEM}/safeguarding", "safeguarding", safeguarding.safeguarding, methods=BOTH
)
blueprint.add_url_rule(
    f"{ITEM}/safeguarding/reference", "reference", safeguarding.reference, methods=POST
)
blueprint.add_url_rule(f"{ITEM}/hand-over", "hand_over", provider.hand_over, methods=BOTH)
blueprint.add_url_rule(f"{ITEM}/hand-over/answer", "answer", provider.answer, methods=POST)

panels.register("desk item", "0 safety", item.item_panel)
panels.register("desk queue", "0 safety", overview.queue_panel)
