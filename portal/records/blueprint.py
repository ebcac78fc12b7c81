"""Every address of those who keep records."""

from flask import Blueprint, render_template

from portal.records.queries import find_retention
from portal.records.views import lists, record, trail
from portal.web import panels

blueprint = Blueprint("records", __name__, template_folder="templates")
POST = ["POST"]
RECORD = "/desk/records/<int:feedback_id>"

blueprint.add_url_rule("/desk/records", "index", lists.index, methods=["GET", "POST"])
blueprint.add_url_rule("/desk/records/due", "due", lists.due)
blueprint.add_url_rule("/desk/records/propose", "propose", lists.propose, methods=POST)
blueprint.add_url_rule("/desk/records/proposed", "proposed", lists.proposed)
blueprint.add_url_rule("/desk/records/decide", "decide", lists.decide, methods=POST)
blueprint.add_url_rule("/desk/records/disposed", "disposed", lists.disposed)
blueprint.add_url_rule("/desk/records/holds", "holds", lists.holds)
blueprint.add_url_rule(RECORD, "record", record.record)
blueprint.add_url_rule(f"{RECORD}/class", "set_class", record.set_class, methods=POST)
blueprint.add_url_rule(f"{RECORD}/hold", "hold", record.hold, methods=POST)
blueprint.add_url_rule(f"{RECORD}/lift", "lift", record.lift, methods=POST)
blueprint.add_url_rule(f"{RECORD}/held", "held", record.held, methods=POST)
blueprint.add_url_rule("/desk/trail", "trail", trail.trail)


def record_panel(feedback_id: int) -> str:
    """The way from an item of the desk to its record, with the day of its review."""
    retention = find_retention(feedback_id)
    return render_template("records/panel.html", feedback_id=feedback_id, retention=retention)


panels.register("desk item", "9 record", record_panel)
