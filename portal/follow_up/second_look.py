"""Asking for a second look at a decision, once, in one's own words."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal.appeals.forms import SecondLookForm
from portal.appeals.queries import appealable
from portal.appeals.service import ask_again
from portal.desk.models import Outcome
from portal.desk.words import OUTCOMES_FOR_PERSON
from portal.follow_up.access import held_feedback
from portal.reasons.queries import find_reason
from portal.web.access import public


@public
def second_look() -> Any:
    """What was decided and why, and room to say why somebody else should look."""
    feedback = held_feedback()
    if feedback is None:
        return redirect(url_for("follow_up.sign_in"))
    posted = request.method == "POST"
    form = SecondLookForm(request.form if posted else None)
    if posted and form.validate():
        ask_again(feedback, form.words.data or "")
        flash(_("Somebody else will look at it. You find the answer on this page."))
        return redirect(url_for("follow_up.page"))
    decision = appealable(feedback)
    if decision is None and not posted:
        return redirect(url_for("follow_up.page"))
    return render_template(
        "follow_up/second_look.html",
        form=form,
        feedback=feedback,
        reason=find_reason(decision.reason) if decision else None,
        decided=OUTCOMES_FOR_PERSON[Outcome(decision.outcome)] if decision else "",
        back_url=url_for("follow_up.page"),
        errors_shown=bool(form.errors),
    )
