"""Hand-over of a possible safety event to the provider."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from wtforms import SelectChoice

from portal.accounts.access import requires
from portal.accounts.permissions import Permission
from portal.feedback.models import Feedback
from portal.organisations.queries import list_organisations
from portal.safety import hand_overs
from portal.safety.forms import HandOverAnswerForm, HandOverForm
from portal.safety.queries import find_hand_over, list_hand_overs
from portal.safety.views.item import back, found, number


@requires(Permission.LEAD_SAFETY)
def hand_over(feedback_id: int) -> Any:
    """Which organisation gets it, why, and what it told back."""
    feedback = found(feedback_id)
    form = _form(feedback)
    if request.method == "POST" and form.validate():
        organisation = hand_overs.find_organisation(form.organisation.data)
        if organisation is None:
            abort(400)
        words = form.provider_reference.data or "", form.why.data or ""
        hand_overs.hand_over(feedback, organisation, *words, by=current_user)
        flash(_("The hand-over is saved."))
        return back(feedback)
    return _page(feedback, form, HandOverAnswerForm())


@requires(Permission.LEAD_SAFETY)
def answer(feedback_id: int) -> Any:
    """What the provider told us back; perhaps it is the end of it."""
    feedback, form = found(feedback_id), HandOverAnswerForm(request.form)
    row = find_hand_over(feedback.id, number(form.hand_over.data))
    if not form.validate():
        return _page(feedback, _form(feedback), form)
    if row is None:
        abort(400)
    keep = hand_overs.close if request.form.get("close") == "yes" else hand_overs.record_answer
    keep(row, form.provider_reference.data or "", form.told_back.data or "", by=current_user)
    flash(_("What they told us is saved."))
    return redirect(url_for("safety.hand_over", feedback_id=feedback.id))


def _form(feedback: Feedback) -> HandOverForm:
    own = request.method == "POST" and request.endpoint == "safety.hand_over"
    start = {"organisation": hand_overs.organisation_of(feedback)}
    form = HandOverForm(request.form if own else None, data=start)
    form.organisation.choices = [SelectChoice("", _("Choose an organisation"))] + [
        SelectChoice(o.code, o.name) for o in list_organisations()
    ]
    return form


def _page(feedback: Feedback, form: HandOverForm, answered: HandOverAnswerForm) -> Any:
    return render_template(
        "safety/hand_over.html",
        feedback=feedback,
        form=form,
        answer_form=answered,
        answered=number(answered.hand_over.data),
        history=list_hand_overs(feedback.id),
        errors_shown=bool(form.errors or answered.errors),
    )
