"""Answer the person: begin with a template, look at it first, send it, read a new colleague's."""

from typing import Any

from flask import abort, flash, request
from flask_babel import gettext as _
from flask_security import current_user

from portal.accounts.access import requires
from portal.accounts.permissions import Permission
from portal.desk import responses
from portal.desk.forms import ResponseForm
from portal.desk.joint import service as joint
from portal.desk.joint.forms import JointForm
from portal.desk.joint.queries import answers_together
from portal.desk.models import Response
from portal.desk.queries import find_response
from portal.desk.replies import coach
from portal.desk.starts import AlreadyTyped, How, Start, begun, starts_for
from portal.desk.views.page import BIGGEST, back_to, find_item, item_page
from portal.feedback.models import Feedback

LOOK = "look"


@requires(Permission.RESPOND)
def respond(feedback_id: int) -> Any:
    """Answer the person, begin with a template, or only look at what the answer holds so far."""
    feedback, form = find_item(feedback_id), ResponseForm(request.form)
    if answers_together(feedback):
        raise responses.TogetherFirst
    starts, then = starts_for(feedback, by=current_user), request.form.get("then")
    form.about(feedback, starts)
    if then in list(How):
        return _begin(feedback, form, starts, How(then))
    if not form.validate():
        return item_page(feedback, response_form=form)
    body = form.body.data or ""
    if then == LOOK:
        findings = coach(feedback, body, by=current_user)
        return item_page(feedback, response_form=form, findings=findings)
    sent = responses.respond(
        feedback, body, language=form.language.data, answered=form.seen(), by=current_user
    )
    _say(sent)
    return back_to(feedback)


@requires(Permission.RESPOND)
def answer_together(feedback_id: int) -> Any:
    """Send the joint answer of several services, or only look at what it holds so far."""
    feedback, form = find_item(feedback_id), JointForm(request.form)
    form.about(feedback, starts_for(feedback, by=current_user))
    if not form.validate():
        return item_page(feedback, response_form=form)
    body = form.body.data or ""
    if request.form.get("then") == LOOK:
        findings = coach(feedback, body, by=current_user)
        return item_page(feedback, response_form=form, findings=findings)
    parts = (form.parts.data or "")[:200]
    sent = joint.answer_together(feedback, body, parts=parts, answered=form.seen(), by=current_user)
    _say(sent)
    return back_to(feedback)


def _say(sent: Response) -> None:
    if sent.waiting:
        flash(_("The answer is saved. A colleague reads it before it goes to the person."))
    else:
        flash(_("The answer is saved. The person sees it with their code."))


def _begin(feedback: Feedback, form: ResponseForm, starts: dict[str, Start], how: How) -> Any:
    """The page with the template in the box; nothing is sent, and nothing typed is lost."""
    chosen = starts.get(form.template.data or "")
    if chosen is None:
        form.template.errors = [_("Choose a template")]
        return item_page(feedback, response_form=form)
    try:
        form.body.data = begun(form.body.data or "", chosen, how, starts)
    except AlreadyTyped:
        return item_page(feedback, response_form=form, choice="ask")
    form.language.data = chosen.language
    return item_page(feedback, response_form=form, choice="begun")


@requires(Permission.CHECK_SECOND)
def check_answer(feedback_id: int, response_id: int) -> Any:
    """Let a new colleague's answer go out, or give it back with a reason."""
    feedback = find_item(feedback_id)
    response = find_response(response_id) if response_id < BIGGEST else None
    if response is None or response.feedback_id != feedback.id:
        abort(404)
    reason = request.form.get("reason", "").strip()
    if request.form.get("agree") == "yes":
        responses.let_out(feedback, response, by=current_user)
        flash(_("The answer has gone out."))
    elif not 0 < len(reason) <= responses.MOST_REASON:
        flash(_("Write in up to 1,000 characters what your colleague should change."))
    else:
        responses.give_back(feedback, response, reason, by=current_user)
        flash(_("The answer is given back to your colleague."))
    return back_to(feedback)
