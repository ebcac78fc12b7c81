"""The page of one item, as every view of the item shows it."""

from collections.abc import Sequence
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask_security import current_user

from portal.accounts.access import may
from portal.accounts.permissions import Permission
from portal.accounts.scope import in_scope
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
from portal.feedback.states import Kind
from portal.organisations.queries import list_services
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
    return feedback if in_scope(current_user, feedback.care_service_id) else None


def back_to(feedback: Feedback) -> Any:
    """To the page of the item."""
    return redirect(url_for("desk.item", feedback_id=feedback.id))


def words_hidden(feedback: Feedback) -> bool:
    """Whether the person signed in has to take a second step before these words are shown."""
    return is_distressing(feedback) and not has_opened(feedback, current_user)


def item_page(feedback: Feedback, status: int = 200, **shown: Any) -> Any:
    """The page, with forms or findings in `shown` in place of empty ones."""
    starts = starts_for(feedback, by=current_user)
    forms = _forms(feedback, starts)
    forms.update({name: form for name, form in shown.items() if name in forms})
    entries = list_entries("feedback", feedback.id)
    html = render_template(
        "desk/item.html",
        feedback=feedback,
        entries=entries,
        names=actor_names(entries),
        findings=shown.get("findings"),
        choice=shown.get("choice"),
        starts=starts,
        details=details_found(feedback, forms["decision_form"].public_text.data or ""),
        errors_shown=any(form.errors for form in forms.values()),
        **forms,
        **_distress(feedback),
        **_reading(feedback),
        **_decisions(feedback),
        **_talk(feedback, entries),
        **_work(feedback),
    )
    return html, status


def _forms(feedback: Feedback, starts: dict[str, Start]) -> dict[str, Any]:
    start = feedback.public_text or feedback_service.proposed_public_text(feedback)
    decision = {"version": feedback.version, "public_text": start, "reason": "fit_to_publish"}
    return {
        "decision_form": DecisionForm(data=decision),
        "response_form": ResponseForm(data={"answered": count_responses(feedback.id)}).about(
            feedback, starts
        ),
        "question_form": QuestionForm(data={"turns": count_turns(feedback.id)}).about(feedback),
        "note_form": NoteForm(),
        "notes_form": NotesForm(data={"version": feedback.version, "notes": feedback.noted}),
        "take_down_form": TakeDownForm(data={"version": feedback.version}),
        "correction_form": CorrectionForm(),
    }


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
    return {
        "turns": turns,
        "unread": [answer.question_id for answer in answers if answer.read_at is None],
        "may_ask": may_ask(current_user),
        "can_be_asked": can_be_asked(feedback),
    }


def _work(feedback: Feedback) -> dict[str, Any]:
    return {
        "services": list_services() if feedback.care_service_id is None else [],
        "panels": panels("desk item", feedback.id),
        "assignee": assignees_of([feedback.id]).get(feedback.id),
        "colleagues": list_colleagues(),
        "queue_query": following.queue_query(),
    }
