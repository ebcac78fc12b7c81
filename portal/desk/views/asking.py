"""Ask the person, take a question back, and say that an answer was read."""

from typing import Any

from flask import abort, flash, request
from flask_babel import gettext as _
from flask_security import current_user

from portal.accounts.access import requires
from portal.accounts.permissions import Permission
from portal.desk.forms import QuestionForm
from portal.desk.views.page import back_to, find_item, item_page
from portal.feedback.models import Feedback
from portal.questions import service
from portal.questions.queries import find_question
from portal.web.fields import version_shown

#: one page shows far fewer answers; more is no page of ours
MOST = 200


def _find_item_to_ask_about(feedback_id: int) -> Feedback:
    """The item; 403 for those who read the desk and do not work on items."""
    feedback = find_item(feedback_id)
    if not service.may_ask(current_user):
        abort(403)
    return feedback


@requires(Permission.READ_DESK)
def ask(feedback_id: int) -> Any:
    """Put a question to the person."""
    feedback = _find_item_to_ask_about(feedback_id)
    form = QuestionForm(request.form).about(feedback)
    if not form.validate():
        return item_page(feedback, question_form=form)
    service.ask(
        feedback,
        form.question.data or "",
        language=form.question_language.data,
        seen=form.seen(),
        by=current_user,
    )
    flash(_("The question is with the person. They see it with their code."))
    return back_to(feedback)


@requires(Permission.READ_DESK)
def take_back(feedback_id: int, asked_id: int) -> Any:
    """Take a question back that nobody has answered."""
    question = find_question(asked_id)
    if question is None or question.feedback_id != find_item(feedback_id).id:
        abort(404)
    feedback = _find_item_to_ask_about(feedback_id)
    service.take_back(feedback, question, by=current_user)
    flash(_("The question is taken back. The person cannot read it any more."))
    return back_to(feedback)


@requires(Permission.READ_DESK)
def read_answers(feedback_id: int) -> Any:
    """Say that the answers on the page were read."""
    feedback = _find_item_to_ask_about(feedback_id)
    # read as carefully as a version; 0 is no question
    shown = {version_shown(ident) for ident in request.form.getlist("question")[:MOST]}
    service.mark_read(feedback, shown, by=current_user)
    flash(_("The answer is marked as read."))
    return back_to(feedback)
