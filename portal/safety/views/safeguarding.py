"""Referral to the council."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from wtforms import SelectChoice

from portal.accounts.access import requires
from portal.accounts.permissions import Permission
from portal.feedback.models import Feedback
from portal.safety import referrals
from portal.safety.forms import ReferenceForm, ReferralForm
from portal.safety.models import AtRisk, Decided, Referral
from portal.safety.queries import find_referral, list_referrals
from portal.safety.views.item import back, found, number
from portal.safety.words import AT_RISK, DECIDED


@requires(Permission.LEAD_SAFETY)
def safeguarding(feedback_id: int) -> Any:
    """What was decided, by whom and why; a correction is a new entry."""
    feedback = found(feedback_id)
    corrected = find_referral(feedback.id, number(request.values.get("corrects")))
    form = _form(feedback, corrected)
    if request.method == "POST" and form.validate():
        referrals.decide_referral(feedback, _words(form), by=current_user, corrects=corrected)
        flash(_("The decision about safeguarding is saved."))
        return back(feedback)
    return _page(feedback, form, ReferenceForm(), corrected)


@requires(Permission.LEAD_SAFETY)
def reference(feedback_id: int) -> Any:
    """The council gave its reference."""
    feedback, form = found(feedback_id), ReferenceForm(request.form)
    entry = find_referral(feedback.id, number(form.entry.data))
    if not form.validate():
        return _page(feedback, _form(feedback, None), form, None)
    if entry is None:
        abort(400)
    referrals.add_reference(entry, form.reference.data or "", by=current_user)
    flash(_("The reference is saved."))
    return redirect(url_for("safety.safeguarding", feedback_id=feedback.id))


def _form(feedback: Feedback, corrected: Referral | None) -> ReferralForm:
    suggestion = referrals.suggested_council(feedback)
    filled: dict[str, Any] = {"council": suggestion.code if suggestion else ""}
    if corrected is not None:
        names = ("at_risk", "decided", "council_reference", "why")
        filled = {name: getattr(corrected, name) for name in names}
        filled |= {"council": corrected.council_code or "", "corrects": corrected.id}
    own = request.method == "POST" and request.endpoint == "safety.safeguarding"
    form = ReferralForm(request.form if own else None, data=filled)
    form.council.choices = [SelectChoice("", _("No council"))] + [
        SelectChoice(c.code, c.name) for c in referrals.list_councils()
    ]
    return form


def _words(form: ReferralForm) -> referrals.ReferralText:
    return referrals.ReferralText(
        at_risk=AtRisk(form.at_risk.data),
        decided=Decided(form.decided.data),
        council_code=form.council.data or None,
        council_reference=form.council_reference.data or "",
        why=form.why.data or "",
    )


def _page(
    feedback: Feedback, form: ReferralForm, later: ReferenceForm, corrected: Referral | None
) -> Any:
    history = list_referrals(feedback.id)
    replaced = {entry.corrects_id for entry in history}
    return render_template(
        "safety/safeguarding.html",
        feedback=feedback,
        form=form,
        reference_form=later,
        corrected=corrected,
        history=history,
        replaced=replaced,
        waiting=[
            e for e in history
            if e.decided == Decided.REFERRED and not e.council_reference and e.id not in replaced
        ],
        suggestion=referrals.suggested_council(feedback),
        at_risk=AT_RISK,
        decided=DECIDED,
        errors_shown=bool(form.errors or later.errors),
    )  # fmt: skip
