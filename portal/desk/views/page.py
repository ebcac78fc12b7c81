"""The page of one item, as every view of the item shows it."""

from typing import Any

from flask import abort, redirect, render_template, url_for
from flask_security import current_user

from portal.accounts.access import may
from portal.accounts.permissions import Permission
from portal.audit.queries import list_entries
from portal.desk import moderation
from portal.desk.assignment import assignees_of, list_colleagues
from portal.desk.forms import CorrectionForm, DecisionForm, NoteForm, ResponseForm
from portal.desk.joint.forms import JointForm
from portal.desk.joint.presenters import Journey, journey_of, said_of_services, start_of_answer
from portal.desk.joint.queries import parts_mark
from portal.desk.presenters import actor_names, details_found, reading_rows
from portal.desk.queries import (
    last_decision,
    list_all_responses,
    list_decisions,
    list_notes,
    open_decision,
)
from portal.desk.views import following
from portal.feedback import service as feedback_service
from portal.feedback.models import Feedback
from portal.feedback.queries import find_feedback, list_messages
from portal.feedback.scope import may_see
from portal.feedback.states import Kind
from portal.organisations.queries import list_service_names
from portal.readings.queries import find_reading, list_corrections
from portal.web.panels import panels

BIGGEST = 2**31


def find_item(feedback_id: int) -> Feedback:
    """The item of that id; 404 when there is none or the person may not see it."""
    feedback = find_feedback(feedback_id) if feedback_id < BIGGEST else None
    complaint = feedback is not None and feedback.kind == Kind.COMPLAINT
    if feedback is None or (complaint and not may(Permission.HANDLE_COMPLAINTS)):
        abort(404)
    if not may_see(current_user, feedback):
        abort(404)
    return feedback


def back_to(feedback: Feedback) -> Any:
    """To the page of the item."""
    return redirect(url_for("desk.item", feedback_id=feedback.id))


def item_page(feedback: Feedback, status: int = 200, **shown: Any) -> Any:
    """The page, with forms or findings in `shown` in place of empty ones."""
    answers, colleagues = list_all_responses(feedback.id), list_colleagues()
    journey = journey_of(feedback, current_user, colleagues, shown.get("part_forms", {}))
    forms = _forms(feedback, len(answers), journey)
    forms.update({name: form for name, form in shown.items() if name in forms})
    part_forms = [row.form for row in journey.rows if row.form] if journey else []
    html = render_template(
        "desk/item.html",
        feedback=feedback,
        findings=shown.get("findings"),
        answers=answers,
        said=said_of_services(answers),
        journey=journey,
        part_forms=part_forms,
        details=details_found(feedback, forms["decision_form"].public_text.data or ""),
        errors_shown=any(form.errors for form in (*forms.values(), *part_forms)),
        **forms,
        **_reading(feedback),
        **_decisions(feedback),
        **_work(feedback),
        colleagues=colleagues,
    )
    return html, status


def _forms(feedback: Feedback, answered: int, journey: Journey | None) -> dict[str, Any]:
    start = feedback.public_text or feedback_service.proposed_public_text(feedback)
    decision = {"version": feedback.version, "public_text": start, "reason": "fit_to_publish"}
    return {
        "decision_form": DecisionForm(data=decision),
        "response_form": _answer_form(feedback, answered, journey),
        "note_form": NoteForm(),
        "correction_form": CorrectionForm(),
    }


def _answer_form(feedback: Feedback, answered: int, journey: Journey | None) -> ResponseForm:
    if journey is None or not journey.gathers:
        return ResponseForm(data={"answered": answered})
    start, mark = start_of_answer(feedback, journey.parts), parts_mark(journey.parts)
    return JointForm(data={"answered": answered, "body": start, "parts": mark})


def _reading(feedback: Feedback) -> dict[str, Any]:
    reading = find_reading("feedback", feedback.id)
    corrections = list_corrections("feedback", feedback.id)
    return {"reading": reading, "reading_rows": reading_rows(reading, corrections)}


def _decisions(feedback: Feedback) -> dict[str, Any]:
    waiting, entries = open_decision(feedback.id), list_entries("feedback", feedback.id)
    return {
        "decision": last_decision(feedback.id),
        "decisions": list_decisions(feedback.id),
        "waiting": waiting,
        "may_second": waiting and moderation.may_be_second(waiting.made_by, current_user),
        "may_publish": moderation.may_publish(feedback),
        "entries": entries,
        "names": actor_names(entries),
    }


def _work(feedback: Feedback) -> dict[str, Any]:
    return {
        "messages": list_messages(feedback.id),
        "notes": list_notes(feedback.id),
        "services": list_service_names() if may(Permission.MODERATE) else [],
        "panels": panels("desk item", feedback.id),
        "assignee": assignees_of([feedback.id]).get(feedback.id),
        "queue_query": following.queue_query(),
    }
