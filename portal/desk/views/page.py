"""The page of one item, as every view of the item shows it."""

from collections.abc import Sequence
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask_security import current_user

from portal.accounts.access import may
from portal.accounts.permissions import Permission
from portal.audit.models import AuditEntry
from portal.audit.queries import list_entries
from portal.desk import moderation
from portal.desk.assignment import assignees_of, list_colleagues
from portal.desk.distress.presenters import about
from portal.desk.distress.queries import has_opened, is_distressing, loads_of
from portal.desk.forms import (
    CorrectionForm,
    DecisionForm,
    NoteForm,
    NotesForm,
    QuestionForm,
    ResponseForm,
    TakeDownForm,
)
from portal.desk.joint.forms import JointForm
from portal.desk.joint.presenters import Journey, journey_of, said_of_services, start_of_answer
from portal.desk.joint.queries import parts_mark
from portal.desk.presenters import actor_names, details_found, reading_rows
from portal.desk.queries import (
    count_responses,
    last_decision,
    list_decisions,
    open_decision,
)
from portal.desk.starts import Start, starts_for
from portal.desk.thread import TurnKind, staff_thread
from portal.desk.views import following
from portal.feedback import service as feedback_service
from portal.feedback.models import Feedback
from portal.feedback.queries import find_feedback
from portal.feedback.scope import may_see
from portal.feedback.states import Kind
from portal.organisations.queries import list_service_names
from portal.questions.queries import count_turns
from portal.questions.service import can_be_asked, may_ask
from portal.readings.queries import find_reading, list_corrections
from portal.web.fields import number_shown
from portal.web.panels import panels

BIGGEST = 2**31
#: `words` in the address: the words of a distressing item stand open
WORDS_OPEN = "open"


def find_item(feedback_id: int) -> Feedback:
    """The item of that id; 404 when there is none or the person may not see it."""
    feedback = _visible_item(feedback_id)
    if feedback is None:
        abort(404)
    return feedback


def _visible_item(feedback_id: int) -> Feedback | None:
    feedback = find_feedback(feedback_id) if feedback_id < BIGGEST else None
    complaint = feedback is not None and feedback.kind == Kind.COMPLAINT
    if feedback is None or (complaint and not may(Permission.HANDLE_COMPLAINTS)):
        return None
    return feedback if may_see(current_user, feedback) else None


def back_to(feedback: Feedback) -> Any:
    """To the page of the item."""
    return redirect(url_for("desk.item", feedback_id=feedback.id))


def words_hidden(feedback: Feedback) -> bool:
    """Whether the person signed in has to take a second step before these words are shown."""
    return is_distressing(feedback) and not has_opened(feedback, current_user)


def item_page(feedback: Feedback, status: int = 200, **shown: Any) -> Any:
    """The page, with forms or findings in `shown` in place of empty ones."""
    starts, colleagues = starts_for(feedback, by=current_user), list_colleagues()
    journey = journey_of(feedback, current_user, colleagues, shown.get("part_forms", {}))
    forms = _forms(feedback, starts, journey)
    forms.update({name: form for name, form in shown.items() if name in forms})
    part_forms = [row.form for row in journey.rows if row.form] if journey else []
    entries = list_entries("feedback", feedback.id)
    html = render_template(
        "desk/item.html",
        feedback=feedback,
        entries=entries,
        names=actor_names(entries),
        findings=shown.get("findings"),
        choice=shown.get("choice"),
        starts=starts,
        journey=journey,
        part_forms=part_forms,
        details=details_found(feedback, forms["decision_form"].public_text.data or ""),
        errors_shown=any(form.errors for form in (*forms.values(), *part_forms)),
        **forms,
        **_distress(feedback),
        **_reading(feedback),
        **_decisions(feedback),
        **_talk(feedback, entries),
        **_work(feedback),
        colleagues=colleagues,
    )
    return html, status


def _forms(feedback: Feedback, starts: dict[str, Start], journey: Journey | None) -> dict[str, Any]:
    start = feedback.public_text or feedback_service.proposed_public_text(feedback)
    decision = {"version": feedback.version, "public_text": start, "reason": "fit_to_publish"}
    return {
        "decision_form": DecisionForm(data=decision),
        "response_form": _answer_form(feedback, starts, journey),
        "question_form": QuestionForm(data={"turns": count_turns(feedback.id)}).about(feedback),
        "note_form": NoteForm(),
        "notes_form": NotesForm(data={"version": feedback.version, "notes": feedback.noted}),
        "take_down_form": TakeDownForm(data={"version": feedback.version}),
        "correction_form": CorrectionForm(),
    }


def _answer_form(
    feedback: Feedback, starts: dict[str, Start], journey: Journey | None
) -> ResponseForm:
    answered = count_responses(feedback.id)
    if journey is None or not journey.gathers:
        return ResponseForm(data={"answered": answered}).about(feedback, starts)
    start, mark = start_of_answer(feedback, journey.parts), parts_mark(journey.parts)
    data = {"answered": answered, "body": start, "parts": mark}
    return JointForm(data=data).about(feedback, starts)


def _distress(feedback: Feedback) -> dict[str, Any]:
    return {
        "about": about(feedback),
        "hidden": words_hidden(feedback),
        "words_open": request.method == "POST" or request.args.get("words") == WORDS_OPEN,
        **_left_for_others(),
    }


def _left_for_others() -> dict[str, Any]:
    """The item that "next" passed over on the way here, whose it is, and one's own load."""
    ident = number_shown(request.args.get("left"))
    left = _visible_item(ident) if ident else None
    if left is None:
        return {"left": None}
    load = loads_of([current_user])[current_user.id]
    return {"left": left, "left_with": assignees_of([left.id]).get(left.id), "load": load}


def _reading(feedback: Feedback) -> dict[str, Any]:
    reading = find_reading("feedback", feedback.id)
    corrections = list_corrections("feedback", feedback.id)
    return {"reading": reading, "reading_rows": reading_rows(reading, corrections)}


def _decisions(feedback: Feedback) -> dict[str, Any]:
    waiting = open_decision(feedback.id)
    return {
        "decision": last_decision(feedback.id),
        "decisions": list_decisions(feedback.id),
        "waiting": waiting,
        "may_second": waiting and moderation.may_be_second(waiting.made_by, current_user),
        "may_publish": moderation.may_publish(feedback),
    }


def _talk(feedback: Feedback, entries: Sequence[AuditEntry]) -> dict[str, Any]:
    turns = staff_thread(feedback.id, entries)
    answers = [turn.row for turn in turns if turn.kind == TurnKind.ANSWER]
    responses = [turn.row for turn in turns if turn.kind == TurnKind.RESPONSE]
    return {
        "turns": turns,
        "said": said_of_services(responses),
        "unread": [answer.question_id for answer in answers if answer.read_at is None],
        "may_ask": may_ask(current_user),
        "can_be_asked": can_be_asked(feedback),
    }


def _work(feedback: Feedback) -> dict[str, Any]:
    return {
        "services": list_service_names() if may(Permission.MODERATE) else [],
        "panels": panels("desk item", feedback.id),
        "assignee": assignees_of([feedback.id]).get(feedback.id),
        "queue_query": following.queue_query(),
    }
