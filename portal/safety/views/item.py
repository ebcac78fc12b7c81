"""Severity, candour and reading of one item."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user

from portal.accounts.access import may, requires
from portal.accounts.permissions import Permission
from portal.feedback.models import Feedback
from portal.feedback.queries import find_feedback
from portal.feedback.scope import may_see
from portal.feedback.states import Kind
from portal.safety import service, urgent
from portal.safety.forms import CandourForm, SeverityForm, read_day
from portal.safety.models import ASKS_CANDOUR, Candour
from portal.safety.queries import (
    current_severity,
    list_candour,
    list_hand_overs,
    list_referrals,
    list_severities,
)
from portal.safety.words import CANDOUR, CRITERIA, DECIDED

BIGGEST = 2**31


def found(feedback_id: int) -> Feedback:
    """The item, or 404; a complaint exists only for those who handle complaints."""
    feedback = find_feedback(feedback_id) if feedback_id < BIGGEST else None
    complaint = feedback is not None and feedback.kind == Kind.COMPLAINT
    if feedback is None or (complaint and not may(Permission.HANDLE_COMPLAINTS)):
        abort(404)
    if not may_see(current_user, feedback):
        abort(404)
    return feedback


def number(text: str | None) -> int:
    """A hidden number of a form; 0 for anything that is none."""
    text = text or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def back(feedback: Feedback) -> Any:
    """To the page of the item."""
    return redirect(url_for("desk.item", feedback_id=feedback.id))


@requires(Permission.READ_DESK)
def read(feedback_id: int) -> Any:
    """I have read this."""
    feedback = found(feedback_id)
    urgent.mark_read(feedback, seen=number(request.form.get("seen")), by=current_user)
    flash(_("Thank you. It is kept that you have read it."))
    return back(feedback)


@requires(Permission.READ_DESK)
def severity(feedback_id: int) -> Any:
    """How severe the worst statement is, by written criteria; readers see the history."""
    feedback = found(feedback_id)
    now = current_severity(feedback.id)
    form = SeverityForm(
        request.form if request.method == "POST" else None,
        data={"severity": str(now.severity) if now else None},
    )
    if request.method == "POST":
        if not service.may_judge(current_user):
            abort(403)
        if form.validate():
            level, reason = int(form.severity.data), form.reason.data or ""
            service.judge(feedback, level, reason, by=current_user)
            flash(_("The severity is saved."))
            return back(feedback)
    return render_template(
        "safety/severity.html",
        feedback=feedback,
        form=form,
        history=list_severities(feedback.id),
        criteria=CRITERIA,
        may_judge=service.may_judge(current_user),
        errors_shown=bool(form.errors),
    )


@requires(Permission.LEAD_SAFETY)
def candour(feedback_id: int) -> Any:
    """Could this be a notifiable safety incident?"""
    feedback = found(feedback_id)
    now = current_severity(feedback.id)
    asked = now is not None and now.severity >= ASKS_CANDOUR
    form = CandourForm(request.form if request.method == "POST" else None)
    if request.method == "POST" and form.validate():
        service.answer_candour(
            feedback,
            Candour(form.answer.data),
            form.why.data or "",
            read_day(form.told_on.data or ""),
            by=current_user,
        )
        flash(_("The answer is saved."))
        return back(feedback)
    return render_template(
        "safety/candour.html",
        feedback=feedback,
        form=form,
        asked=asked,
        history=list_candour(feedback.id),
        answers=CANDOUR,
        errors_shown=bool(form.errors),
    )


def item_panel(feedback_id: int) -> str:
    """What is known about safety, on the desk's page of an item."""
    now = current_severity(feedback_id)
    return render_template(
        "safety/item_panel.html",
        feedback_id=feedback_id,
        unread=urgent.list_unread(feedback_id),
        seen=urgent.newest_news(feedback_id),
        severity=now,
        criteria=CRITERIA,
        decided=DECIDED,
        candour_names=CANDOUR,
        may_judge=service.may_judge(current_user),
        asks_candour=now is not None and now.severity >= ASKS_CANDOUR,
        candour=next(iter(list_candour(feedback_id)), None),
        referral=next(iter(list_referrals(feedback_id)), None),
        hand_overs=list_hand_overs(feedback_id),
    )
