"""Where somebody is signed in themselves."""

from typing import Any

from flask import abort, flash, redirect, render_template, session, url_for
from flask_babel import gettext as _
from flask_security import current_user

from portal.accounts import sessions
from portal.accounts.access import signed_in
from portal.accounts.signing import KEY
from portal.people.presenters import agent_name


@signed_in
def where() -> Any:
    """The own sign-ins, this one marked."""
    here = sessions.find_open(session.get(KEY, ""), current_user)
    rows = [
        (row, agent_name(row.agent), here is not None and row.id == here.id)
        for row in sessions.list_open(current_user)
    ]
    return render_template("people/where.html", rows=rows)


@signed_in
def end_own(session_id: int) -> Any:
    """End one of them."""
    if session_id not in {s.id for s in sessions.list_open(current_user)}:
        abort(404)
    sessions.end_session(current_user, session_id, by=current_user)
    flash(_("The sign-in has ended."))
    return redirect(url_for("people.where"))
