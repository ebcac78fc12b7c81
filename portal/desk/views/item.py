"""One item: original, reading, history, notes, decisions, answer."""

from typing import Any

from flask import abort, flash, render_template, request
from flask_babel import gettext as _
from flask_security import current_user
from sqlalchemy.orm.exc import StaleDataError

from portal.accounts.access import requires
from portal.accounts.permissions import Permission
from portal.desk import moderation
from portal.desk.forms import CorrectionForm, DecisionForm, NoteForm, NotesForm, TakeDownForm
from portal.desk.models import Outcome
from portal.desk.queue.queries import place_of
from portal.desk.views import following
from portal.desk.views.page import back_to, find_item, item_page, words_hidden
from portal.feedback import service as feedback_service
from portal.feedback.forms import NOT_SURE
from portal.feedback.presenters import published
from portal.organisations.queries import find_service
from portal.readings.service import correct
from portal.web.fields import version_shown


@requires(Permission.READ_DESK)
def item(feedback_id: int) -> Any:
    """The page of one item."""
    return item_page(find_item(feedback_id))


@requires(Permission.MODERATE)
def decide(feedback_id: int) -> Any:
    """Approve, redact, hold or decline."""
    feedback, form = find_item(feedback_id), DecisionForm(following.decided(request.form))
    if not form.validate():
        if not moderation.is_open(feedback) or words_hidden(feedback):
            raise StaleDataError("the page shows no decision to take any more")
        return item_page(feedback, decision_form=form)
    place = place_of(feedback)
    moderation.decide(
        feedback,
        outcome=Outcome(form.outcome.data),
        reason=form.reason.data,
        public_text=form.public_text.data or "",
        version=version_shown(form.version.data),
        by=current_user,
    )
    flash(_("Your decision on %(reference)s is saved.", reference=feedback.reference))
    return following.way_on(place) if request.form.get("then") else back_to(feedback)


@requires(Permission.CHECK_SECOND)
def second(feedback_id: int) -> Any:
    """Agree with a decision, or send it back."""
    feedback, answer = find_item(feedback_id), request.form.get("agree")
    place = place_of(feedback)
    moderation.check_second(
        feedback,
        agree=answer in ("yes", "next"),
        version=version_shown(request.form.get("version")),
        by=current_user,
    )
    flash(_("Your check is saved."))
    return following.way_on(place) if answer == "next" else back_to(feedback)


@requires(Permission.READ_DESK)
def open_next(feedback_id: int) -> Any:
    """The next item of the queue, with this one left as it is."""
    return following.way_on(place_of(find_item(feedback_id)))


@requires(Permission.MODERATE)
def publish(feedback_id: int) -> Any:
    """Show it to everybody."""
    feedback, form = find_item(feedback_id), NotesForm(request.form)
    if not form.validate():
        return item_page(feedback, notes_form=form)
    version, notes = version_shown(form.version.data), form.chosen()
    moderation.publish(feedback, version=version, notes=notes, by=current_user)
    flash(_("It is published."))
    return back_to(feedback)


@requires(Permission.MODERATE)
def unpublish(feedback_id: int) -> Any:
    """Take it down, with a reason."""
    feedback, form = find_item(feedback_id), TakeDownForm(request.form)
    if not form.validate():
        return item_page(feedback, take_down_form=form)
    version = version_shown(form.version.data)
    moderation.take_down(feedback, reason=form.why.data, version=version, by=current_user)
    flash(_("It is taken down and held."))
    return back_to(feedback)


@requires(Permission.MODERATE)
def reopen(feedback_id: int) -> Any:
    """Back into the queue."""
    feedback = find_item(feedback_id)
    version = version_shown(request.form.get("version"))
    moderation.reopen(feedback, version=version, by=current_user)
    flash(_("It is back in the queue."))
    return back_to(feedback)


@requires(Permission.READ_DESK)
def note(feedback_id: int) -> Any:
    """Keep a private note."""
    feedback, form = find_item(feedback_id), NoteForm(request.form)
    if not form.validate():
        return item_page(feedback, note_form=form)
    moderation.add_note(feedback, form.body.data, by=current_user)
    flash(_("The note is saved."))
    return back_to(feedback)


@requires(Permission.MODERATE)
def correct_label(feedback_id: int) -> Any:
    """Say what the reading should have been."""
    feedback, form = find_item(feedback_id), CorrectionForm(request.form)
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
    return back_to(feedback)


@requires(Permission.MODERATE)
def match(feedback_id: int) -> Any:
    """Say which service the person meant."""
    feedback = find_item(feedback_id)
    service = find_service(request.form.get("service", NOT_SURE)[:80])
    if service is None:
        abort(400)
    feedback_service.match_service(feedback, service.id, actor=f"staff:{current_user.id}")
    flash(_("The service is set."))
    return back_to(feedback)


@requires(Permission.READ_DESK)
def preview(feedback_id: int) -> Any:
    """The item as the public would see it."""
    feedback = find_item(feedback_id)
    return render_template(
        "desk/preview.html",
        feedback=feedback,
        item=published(feedback),
        hidden=words_hidden(feedback),
    )
