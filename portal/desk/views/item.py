"""One item: original, reading, history, notes, decisions, answer."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user

from portal.accounts.access import may, requires
from portal.accounts.permissions import Permission
from portal.audit.queries import list_entries
from portal.desk import moderation, responses
from portal.desk.assignment import assignees_of, list_colleagues
from portal.desk.forms import CorrectionForm, DecisionForm, NoteForm, ResponseForm
from portal.desk.models import Outcome, Reason
from portal.desk.presenters import actor_names, reading_rows
from portal.desk.queries import (
    last_decision,
    list_decisions,
    list_notes,
    list_responses,
    open_decision,
)
from portal.desk.queue.queries import place_of
from portal.desk.views import following
from portal.feedback import service as feedback_service
from portal.feedback.forms import NOT_SURE
from portal.feedback.models import Feedback
from portal.feedback.presenters import published
from portal.feedback.queries import find_feedback, list_messages
from portal.feedback.states import Kind
from portal.organisations.queries import find_service, list_services
from portal.readings.queries import find_reading, list_corrections
from portal.readings.service import correct
from portal.web.fields import version_shown
from portal.web.panels import panels

BIGGEST = 2**31


def _find(feedback_id: int) -> Feedback:
    feedback = find_feedback(feedback_id) if feedback_id < BIGGEST else None
    complaint = feedback is not None and feedback.kind == Kind.COMPLAINT
    if feedback is None or (complaint and not may(Permission.HANDLE_COMPLAINTS)):
        abort(404)
    return feedback


@requires(Permission.READ_DESK)
def item(feedback_id: int) -> Any:
    """The page of one item."""
    return _page(_find(feedback_id))


def _page(feedback: Feedback, status: int = 200, **forms: Any) -> Any:
    decision, waiting = last_decision(feedback.id), open_decision(feedback.id)
    start = feedback.public_text or feedback_service.proposed_public_text(feedback)
    reading, entries = find_reading("feedback", feedback.id), list_entries("feedback", feedback.id)
    context = {
        "decision_form": DecisionForm(
            data={"version": feedback.version, "public_text": start, "reason": "fit_to_publish"}
        ),
        "response_form": ResponseForm(),
        "note_form": NoteForm(),
        **forms,
    }
    html = render_template(
        "desk/item.html",
        feedback=feedback,
        reading=reading,
        reading_rows=reading_rows(reading, list_corrections("feedback", feedback.id)),
        correction_form=CorrectionForm(),
        decision=decision,
        decisions=list_decisions(feedback.id),
        waiting=waiting,
        may_second=waiting and moderation.may_be_second(waiting.made_by, current_user),
        may_publish=moderation.may_publish(feedback),
        responses=list_responses(feedback.id),
        messages=list_messages(feedback.id),
        notes=list_notes(feedback.id),
        entries=entries,
        names=actor_names(entries),
        services=list_services() if feedback.care_service_id is None else [],
        panels=panels("desk item", feedback.id),
        assignee=assignees_of([feedback.id]).get(feedback.id),
        colleagues=list_colleagues(),
        queue_query=following.queue_query(),
        errors_shown=any(f.errors for f in forms.values()),
        **context,
    )
    return html, status


@requires(Permission.MODERATE)
def decide(feedback_id: int) -> Any:
    """Approve, redact, hold or decline."""
    feedback, form = _find(feedback_id), DecisionForm(following.decided(request.form))
    if not form.validate():
        return _page(feedback, decision_form=form)
    place = place_of(feedback)
    moderation.decide(
        feedback,
        outcome=Outcome(form.outcome.data),
        reason=Reason(form.reason.data),
        public_text=form.public_text.data or "",
        version=version_shown(form.version.data),
        by=current_user,
    )
    flash(_("Your decision on %(reference)s is saved.", reference=feedback.reference))
    return following.way_on(place) if request.form.get("then") else _back(feedback)


@requires(Permission.CHECK_SECOND)
def second(feedback_id: int) -> Any:
    """Agree with a decision, or send it back."""
    feedback, answer = _find(feedback_id), request.form.get("agree")
    place = place_of(feedback)
    moderation.check_second(
        feedback,
        agree=answer in ("yes", "next"),
        version=version_shown(request.form.get("version")),
        by=current_user,
    )
    flash(_("Your check is saved."))
    return following.way_on(place) if answer == "next" else _back(feedback)


@requires(Permission.READ_DESK)
def open_next(feedback_id: int) -> Any:
    """The next item of the queue, with this one left as it is."""
    return following.way_on(place_of(_find(feedback_id)))


@requires(Permission.MODERATE)
def publish(feedback_id: int) -> Any:
    """Show it to everybody."""
    feedback = _find(feedback_id)
    moderation.publish(feedback, by=current_user)
    flash(_("It is published."))
    return _back(feedback)


@requires(Permission.MODERATE)
def unpublish(feedback_id: int) -> Any:
    """Take it down."""
    feedback = _find(feedback_id)
    moderation.unpublish(feedback, by=current_user)
    flash(_("It is taken down and held."))
    return _back(feedback)


@requires(Permission.MODERATE)
def reopen(feedback_id: int) -> Any:
    """Back into the queue."""
    feedback = _find(feedback_id)
    moderation.reopen(feedback, by=current_user)
    flash(_("It is back in the queue."))
    return _back(feedback)


@requires(Permission.RESPOND)
def respond(feedback_id: int) -> Any:
    """Answer the person."""
    feedback, form = _find(feedback_id), ResponseForm(request.form)
    if not form.validate():
        return _page(feedback, response_form=form)
    responses.respond(feedback, form.body.data, by=current_user)
    flash(_("The answer is saved. The person sees it with their code."))
    return _back(feedback)


@requires(Permission.READ_DESK)
def note(feedback_id: int) -> Any:
    """Keep a private note."""
    feedback, form = _find(feedback_id), NoteForm(request.form)
    if not form.validate():
        return _page(feedback, note_form=form)
    moderation.add_note(feedback, form.body.data, by=current_user)
    flash(_("The note is saved."))
    return _back(feedback)


@requires(Permission.MODERATE)
def correct_label(feedback_id: int) -> Any:
    """Say what the reading should have been."""
    feedback, form = _find(feedback_id), CorrectionForm(request.form)
    if not form.validate() or len(form.label.data or "") > 60:
        abort(400)
    correct(
        "feedback",
        feedback.id,
        label=form.label.data or "",
        value=form.value.data,
        user_id=current_user.id,
    )
    flash(_("Thank you. The correction is kept beside the reading."))
    return _back(feedback)


@requires(Permission.MODERATE)
def match(feedback_id: int) -> Any:
    """Say which service the person meant."""
    feedback = _find(feedback_id)
    service = find_service(request.form.get("service", NOT_SURE)[:80])
    if service is None:
        abort(400)
    feedback_service.match_service(feedback, service.id, actor=f"staff:{current_user.id}")
    flash(_("The service is set."))
    return _back(feedback)


@requires(Permission.READ_DESK)
def preview(feedback_id: int) -> Any:
    """The item as the public would see it."""
    feedback = _find(feedback_id)
    shown = published(feedback)
    return render_template("desk/preview.html", feedback=feedback, item=shown)


def _back(feedback: Feedback) -> Any:
    return redirect(url_for("desk.item", feedback_id=feedback.id))
