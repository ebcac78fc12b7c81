"""The addresses of changes."""

from flask import Blueprint

from portal.web import panels
from portal.you_said_we_did import exports as _exports  # noqa: F401 registers its list
from portal.you_said_we_did.views import desk, read

blueprint = Blueprint("changes", __name__, template_folder="templates")
BOTH = ["GET", "POST"]

blueprint.add_url_rule("/you-said-we-did", "changes", read.changes)
blueprint.add_url_rule("/you-said-we-did.atom", "feed", read.feed)
blueprint.add_url_rule("/you-said-we-did/<int:change_id>", "change", read.change)
blueprint.add_url_rule("/desk/changes", "index", desk.index)
blueprint.add_url_rule("/desk/changes/new", "new", desk.new, methods=BOTH)
blueprint.add_url_rule("/desk/changes/<int:change_id>", "edit", desk.edit, methods=BOTH)
blueprint.add_url_rule(
    "/desk/changes/<int:change_id>/publish", "publish", desk.publish, methods=["POST"]
)

panels.register("experience", "2 changes", read.changes_panel)
panels.register("holder", "3 changes", read.changes_panel)
panels.register("desk item", "1 changes", desk.item_panel)
