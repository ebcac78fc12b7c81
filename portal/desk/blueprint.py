"""Every address of the desk."""

from flask import Blueprint, render_template

from portal.desk import exports as _exports  # noqa: F401 registers its lists
from portal.desk.joint.presenters import said_of_services
from portal.desk.joint.queries import answers_together, find_owner
from portal.desk.presenters import shown_reason
from portal.desk.queries import list_responses
from portal.desk.views import (
    answering,
    assigning,
    filters,
    following,
    item,
    journeys,
    queue,
    redacting,
)
from portal.feedback.further import involved
from portal.feedback.queries import find_feedback
from portal.i18n import listed
from portal.organisations.presenters import both_names
from portal.web import panels

blueprint = Blueprint("desk", __name__, template_folder="templates")
blueprint.url_defaults(following.carry_filter)
POST, BOTH = ["POST"], ["GET", "POST"]
FILTER = "/desk/filters/<int:filter_id>"
ITEM = "/desk/item/<int:feedback_id>"

blueprint.add_url_rule("/desk", "queue", queue.queue)
blueprint.add_url_rule("/desk/assign", "assign", assigning.assign_items, methods=POST)
blueprint.add_url_rule("/desk/filters", "filters", filters.filters)
blueprint.add_url_rule("/desk/filters/new", "new_filter", filters.new_filter, methods=BOTH)
blueprint.add_url_rule(FILTER, "edit_filter", filters.edit_filter, methods=BOTH)
blueprint.add_url_rule(f"{FILTER}/first", "open_first", filters.open_first, methods=POST)
blueprint.add_url_rule(f"{FILTER}/delete", "delete_filter", filters.delete_filter, methods=POST)
blueprint.add_url_rule("/desk/outbox", "outbox", queue.outbox)
blueprint.add_url_rule("/desk/page-reports", "page_reports", queue.page_reports)
blueprint.add_url_rule(ITEM, "item", item.item)
blueprint.add_url_rule(f"{ITEM}/preview", "preview", item.preview)
blueprint.add_url_rule(f"{ITEM}/decide", "decide", item.decide, methods=POST)
blueprint.add_url_rule(f"{ITEM}/next", "next", item.open_next)
blueprint.add_url_rule(f"{ITEM}/second", "second", item.second, methods=POST)
blueprint.add_url_rule(f"{ITEM}/publish", "publish", item.publish, methods=POST)
blueprint.add_url_rule(f"{ITEM}/unpublish", "unpublish", item.unpublish, methods=POST)
blueprint.add_url_rule(f"{ITEM}/reopen", "reopen", item.reopen, methods=POST)
blueprint.add_url_rule(f"{ITEM}/take-out", "take_out", redacting.take_out, methods=POST)
blueprint.add_url_rule(f"{ITEM}/respond", "respond", answering.respond, methods=POST)
ANSWER = f"{ITEM}/answer/<int:response_id>"
blueprint.add_url_rule(ANSWER, "check_answer", answering.check_answer, methods=POST)
blueprint.add_url_rule(f"{ITEM}/services", "add_service", journeys.add_service, methods=POST)
FURTHER = f"{ITEM}/services/<int:further_id>"
blueprint.add_url_rule(f"{FURTHER}/remove", "remove_service", journeys.remove_service, methods=POST)
blueprint.add_url_rule(f"{FURTHER}/match", "match_further", journeys.match_further, methods=POST)
blueprint.add_url_rule(f"{ITEM}/owner", "name_owner", journeys.name_owner, methods=POST)
PART = f"{ITEM}/part/<int:service_id>"
blueprint.add_url_rule(PART, "give_part", journeys.give_part, methods=POST)
blueprint.add_url_rule(f"{ITEM}/ask", "ask_for_parts", journeys.ask_for_parts, methods=POST)
blueprint.add_url_rule(
    f"{ITEM}/together", "answer_together", answering.answer_together, methods=POST
)
blueprint.add_url_rule(f"{ITEM}/note", "note", item.note, methods=POST)
blueprint.add_url_rule(f"{ITEM}/correct", "correct", item.correct_label, methods=POST)
blueprint.add_url_rule(f"{ITEM}/match", "match", item.match, methods=POST)


def answers_panel(feedback_id: int) -> str:
    """The answers to one item, for its public page and for the holder of its code."""
    responses = list_responses(feedback_id)
    if not responses:
        return ""
    said = said_of_services(responses)
    return render_template("desk/answers.html", responses=responses, said=said)


def together_panel(feedback_id: int) -> str:
    """Which services prepare a joint answer, and who puts it together; for the holder."""
    feedback, owner = find_feedback(feedback_id), find_owner(feedback_id)
    if feedback is None or owner is None or not answers_together(feedback):
        return ""
    names = listed(both_names(one.service) for one in involved(feedback))
    return render_template("desk/together.html", names=names, owner=owner)


def reason_panel(feedback_id: int) -> str:
    """Why nothing is shown, in the sentence that belongs to the reason; for the holder."""
    reason = shown_reason(feedback_id)
    return render_template("desk/reason.html", reason=reason) if reason else ""


panels.register("experience", "1 answers", answers_panel)
panels.register("holder", "1 reason", reason_panel)
panels.register("holder", "2 answers", answers_panel)
panels.register("holder", "3 together", together_panel)
