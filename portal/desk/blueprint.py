"""Every address of the desk."""

from flask import Blueprint, render_template, request

from portal.desk import exports as _exports  # noqa: F401 registers its lists
from portal.desk.joint.presenters import said_of_services
from portal.desk.joint.queries import answers_together, find_owner
from portal.desk.presenters import shown_reason
from portal.desk.queries import list_responses
from portal.desk.views import (
    answering,
    asking,
    assigning,
    distressing,
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
REPORT = "/desk/page-reports/<int:report_id>"
blueprint.add_url_rule(f"{REPORT}/done", "deal_with", queue.deal_with_report, methods=POST)
blueprint.add_url_rule(ITEM, "item", item.item)
blueprint.add_url_rule(f"{ITEM}/preview", "preview", item.preview)
blueprint.add_url_rule(f"{ITEM}/decide", "decide", item.decide, methods=POST)
blueprint.add_url_rule(f"{ITEM}/next", "next", item.open_next)
blueprint.add_url_rule(f"{ITEM}/second", "second", item.second, methods=POST)
blueprint.add_url_rule(f"{ITEM}/publish", "publish", item.publish, methods=POST)
blueprint.add_url_rule(f"{ITEM}/unpublish", "unpublish", item.unpublish, methods=POST)
blueprint.add_url_rule(f"{ITEM}/reopen", "reopen", item.reopen, methods=POST)
blueprint.add_url_rule(f"{ITEM}/open", "open_words", distressing.open_item_words, methods=POST)
blueprint.add_url_rule(f"{ITEM}/pass-on", "pass_on", distressing.pass_item_on, methods=POST)
blueprint.add_url_rule(
    f"{ITEM}/content-note", "note_content", distressing.note_content, methods=POST
)
blueprint.add_url_rule("/desk/shared-load", "shared_load", distressing.shared_load)
blueprint.add_url_rule(f"{ITEM}/take-out", "take_out", redacting.take_out, methods=POST)
blueprint.add_url_rule(f"{ITEM}/respond", "respond", answering.respond, methods=POST)
ANSWER = f"{ITEM}/answer/<int:response_id>"
blueprint.add_url_rule(ANSWER, "check_answer", answering.check_answer, methods=POST)
blueprint.add_url_rule(f"{ITEM}/ask", "ask", asking.ask, methods=POST)
blueprint.add_url_rule(f"{ITEM}/read-answers", "read_answers", asking.read_answers, methods=POST)
TAKE_BACK = f"{ITEM}/ask/<int:asked_id>/take-back"
blueprint.add_url_rule(TAKE_BACK, "take_back", asking.take_back, methods=POST)
blueprint.add_url_rule(f"{ITEM}/services", "add_service", journeys.add_service, methods=POST)
FURTHER = f"{ITEM}/services/<int:further_id>"
blueprint.add_url_rule(f"{FURTHER}/remove", "remove_service", journeys.remove_service, methods=POST)
blueprint.add_url_rule(f"{FURTHER}/match", "match_further", journeys.match_further, methods=POST)
blueprint.add_url_rule(f"{ITEM}/owner", "name_owner", journeys.name_owner, methods=POST)
PART = f"{ITEM}/part/<int:service_id>"
blueprint.add_url_rule(PART, "give_part", journeys.give_part, methods=POST)
blueprint.add_url_rule(
    f"{ITEM}/ask-for-parts", "ask_for_parts", journeys.ask_for_parts, methods=POST
)
blueprint.add_url_rule(
    f"{ITEM}/together", "answer_together", answering.answer_together, methods=POST
)
blueprint.add_url_rule(f"{ITEM}/note", "note", item.note, methods=POST)
blueprint.add_url_rule(f"{ITEM}/correct", "correct", item.correct_label, methods=POST)
blueprint.add_url_rule(f"{ITEM}/match", "match", item.match, methods=POST)


def public_answers_panel(feedback_id: int) -> str:
    """The answers to one item, for its public page, where each can be reported.

    Questions to the person are never on it.
    """
    responses, here = list_responses(feedback_id), request.path
    if not responses:
        return ""
    said = said_of_services(responses)
    return render_template("desk/answers.html", responses=responses, page_here=here, said=said)


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


panels.register("experience", "1 answers", public_answers_panel)
panels.register("holder", "1 reason", reason_panel)
panels.register("holder", "3 together", together_panel)
