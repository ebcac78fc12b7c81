"""The queue of appeals."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from sqlalchemy.orm.exc import StaleDataError

from portal.accounts.access import may, requires
from portal.accounts.permissions import Permission
from portal.appeals.forms import AppealForm
from portal.appeals.models import Appeal, AppealState
from portal.appeals.queries import (
    PAGE,
    Place,
    count_open,
    find_appeal,
    list_appeals,
    place_of,
)
from portal.appeals.service import decide_appeal, may_decide, next_step
from portal.appeals.words import STATES, STEPS
from portal.desk.words import WRONG
from portal.i18n import today
from portal.web.fields import number_shown, version_shown


@requires(Permission.READ_DESK)
def queue() -> Any:
    """Urgent ones first, then the oldest, each with the day by which it is answered."""
    asked = request.args.get("state", "")
    state = AppealState(asked) if asked in set(AppealState) else AppealState.OPEN
    found = list_appeals(state, current_user, after=_place(request.args.get("after", "")))
    shown = found[:PAGE]
    return render_template(
        "appeals/queue.html",
        appeals=shown,
        state=state,
        states=STATES,
        counts=count_open(current_user),
        wrong=WRONG,
        today=today(),
        older=_behind(state, shown[-1]) if len(found) > PAGE else None,
    )


def _place(text: str) -> Place | None:
    urgent, _mark, ident = text.partition("-")
    return (int(urgent), number_shown(ident)) if urgent in ("0", "1") else None


def _behind(state: AppealState, last: Appeal) -> str:
    urgent, ident = place_of(last)
    return url_for("appeals.queue", state=state.value, after=f"{urgent}-{ident}")


def _find(appeal_id: int) -> Appeal:
    found = find_appeal(appeal_id, current_user)
    if found is None:
        abort(404)
    return found


@requires(Permission.READ_DESK)
def appeal(appeal_id: int) -> Any:
    """One appeal: what was decided, what the person says, and what comes of it."""
    found = _find(appeal_id)
    version = found.feedback.version if found.feedback else 0
    return _page(found, AppealForm(data={"version": version}))


def _page(found: Appeal, form: AppealForm) -> Any:
    return render_template(
        "appeals/appeal.html",
        appeal=found,
        form=form,
        may_decide=may_decide(found, current_user),
        step=STEPS[next_step(found)],
        states=STATES,
        wrong=WRONG,
        today=today(),
        errors_shown=bool(form.errors),
    )


@requires(Permission.READ_DESK)
def decide(appeal_id: int) -> Any:
    """Decide on an appeal; where the person is right, the item's page opens."""
    found, form = _find(appeal_id), AppealForm(request.form)
    if not may(Permission.MODERATE) and not may(Permission.CHECK_SECOND):
        abort(403)
    if not form.validate():
        if found.state != AppealState.OPEN:
            raise StaleDataError("somebody decided on it already")
        return _page(found, form)
    upheld = form.outcome.data == AppealState.UPHELD
    version = version_shown(form.version.data)
    answer = form.answer.data or ""
    decide_appeal(found, upheld=upheld, answer=answer, version=version, by=current_user)
    flash(_("The appeal is decided. The person reads your sentence."))
    if upheld and found.feedback_id is not None:
        return redirect(url_for("desk.item", feedback_id=found.feedback_id))
    return redirect(url_for("appeals.queue"))
