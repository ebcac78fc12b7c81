"""Every address of the desk."""

from flask import Blueprint, render_template

from portal.desk.queries import list_responses
from portal.desk.views import item, queue
from portal.web import panels

blueprint = Blueprint("desk", __name__, template_folder="templates")
POST = ["POST"]
ITEM = "/desk/item/<int:feedback_id>"

blueprint.add_url_rule("/desk", "queue", queue.queue)
blueprint.add_url_rule("/desk/outbox", "outbox", queue.outbox)
blueprint.add_url_rule("/desk/page-reports", "page_reports", queue.page_reports)
blueprint.add_url_rule(ITEM, "item", item.item)
blueprint.add_url_rule(f"{ITEM}/preview", "preview", item.preview)
blueprint.add_url_rule(f"{ITEM}/decide", "decide", item.decide, methods=POST)
blueprint.add_url_rule(f"{ITEM}/second", "second", item.second, methods=POST)
blueprint.add_url_rule(f"{ITEM}/publish", "publish", item.publish, methods=POST)
blueprint.add_url_rule(f"{ITEM}/unpublish", "unpublish", item.unpublish, methods=POST)
blueprint.add_url_rule(f"{ITEM}/reopen", "reopen", item.reopen, methods=POST)
blueprint.add_url_rule(f"{ITEM}/respond", "respond", item.respond, methods=POST)
blueprint.add_url_rule(f"{ITEM}/note", "note", item.note, methods=POST)
blueprint.add_url_rule(f"{ITEM}/correct", "correct", item.correct_label, methods=POST)
blueprint.add_url_rule(f"{ITEM}/match", "match", item.match, methods=POST)


def answers_panel(feedback_id: int) -> str:
    """The answers to one item, for its public page and for the holder of its code."""
    responses = list_responses(feedback_id)
    return render_template("desk/answers.html", responses=responses) if responses else ""


panels.register("experience", "1 answers", answers_panel)
panels.register("holder", "2 answers", answers_panel)
