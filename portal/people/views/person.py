"""One person: what they may do, and every step that an administrator takes."""

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user

from portal.accounts import people, sessions
from portal.accounts.access import requires
from portal.accounts.management import NotPossible, may_manage
from portal.accounts.models import User
from portal.accounts.permissions import Permission
from portal.accounts.queries import find_person
from portal.accounts.words import ROLE_DESCRIPTIONS
from portal.audit.queries import list_entries
from portal.people import service
from portal.people.forms import EVERYTHING, PLACES, AccessForm, IdentityForm, InviteForm
from portal.people.presenters import agent_name, codes_of, rows_of


def find(user_id: int) -> User:
    """The account, if the administrator looks after it; anything else does not exist."""
    user = find_person(user_id)
    if user is None or not may_manage(current_user, user):
        abort(404)
    return user


@requires(Permission.MANAGE_PEOPLE)
def person(user_id: int) -> Any:
    """One person."""
    return _page(find(user_id), IdentityForm())


def _page(user: User, identity: IdentityForm) -> Any:
    return render_template(
        "people/person.html",
        user=user,
        row=rows_of([user])[0],
        places_open=[(s, agent_name(s.agent)) for s in sessions.list_open(user)],
        entries=list_entries("user", user.id)[-50:],
        identity=identity,
        errors_shown=bool(identity.errors),
    )


@requires(Permission.MANAGE_PEOPLE)
def invite() -> Any:
    """Invite somebody by mail."""
    form = InviteForm(request.form if request.method == "POST" else None)
    form.prepare(current_user)
    if request.method == "POST" and form.validate():
        try:
            user = service.invite(form.email.data or "", form.access(), by=current_user)
        except NotPossible as refusal:
            _blame(form, refusal)
        else:
            flash(_("The invitation is on its way."))
            return redirect(url_for("people.person", user_id=user.id))
    return _form_page(form, None)


@requires(Permission.MANAGE_PEOPLE)
def access(user_id: int) -> Any:
    """Change name, roles and places."""
    user = find(user_id)
    form = AccessForm(request.form if request.method == "POST" else None, data=_known(user))
    form.prepare(current_user)
    if request.method == "POST" and form.validate():
        try:
            people.change_access(user, form.access(), by=current_user)
        except NotPossible as refusal:
            _blame(form, refusal)
        else:
            flash(_("The access is changed. It counts from the next page that they open."))
            return redirect(url_for("people.person", user_id=user_id))
    return _form_page(form, user)


def _known(user: User) -> dict[str, Any]:
    return {
        "name": user.name,
        "job_title": user.job_title,
        "roles": sorted(user.role_names),
        "partner": user.partner_id or "",
        "reach": PLACES if user.scopes else EVERYTHING,
        "organisations": [s.organisation_id for s in user.scopes if s.organisation_id],
        "places": codes_of(user),
    }


def _blame(form: AccessForm, refusal: NotPossible) -> None:
    """Show the refusal at the field it is about."""
    taken = refusal.code == "address_taken" and isinstance(form, InviteForm)
    places = refusal.code in ("beyond_scope", "last_scope")
    field = form.email if taken else form.reach if places else form.roles  # type: ignore[attr-defined]
    field.errors = [refusal.sentence]


def _form_page(form: AccessForm, user: User | None) -> Any:
    return render_template(
        "people/access.html",
        form=form,
        user=user,
        descriptions=ROLE_DESCRIPTIONS,
        errors_shown=bool(form.errors),
    )


def _step(user_id: int, verb: Callable[[User], Any], done: str) -> Any:
    """Take a step; a refusal is said in its own sentence."""
    user = find(user_id)
    try:
        verb(user)
        flash(done)
    except NotPossible as refusal:
        flash(refusal.sentence)
    return redirect(url_for("people.person", user_id=user_id))


@requires(Permission.MANAGE_PEOPLE)
def mail(user_id: int) -> Any:
    """Send the invitation again, or a mail to choose a new password."""
    done = _("The mail is on its way.")
    return _step(user_id, lambda user: service.mail_link(user, by=current_user), done)


@requires(Permission.MANAGE_PEOPLE)
def second_factor(user_id: int) -> Any:
    """Forget a lost second factor once the identity was checked."""
    user, form = find(user_id), IdentityForm(request.form)
    if not form.validate():
        return _page(user, form)
    done = _("The second factor is forgotten. They set it up anew when they sign in.")
    chosen = form.identity.data
    return _step(
        user_id,
        lambda user: people.reset_second_factor(user, identity=chosen, by=current_user),
        done,
    )


@requires(Permission.MANAGE_PEOPLE)
def leave(user_id: int) -> Any:
    """Switch the account off."""
    done = _("The account is switched off. All their sign-ins have ended.")
    return _step(user_id, lambda user: people.deactivate(user, by=current_user), done)


@requires(Permission.MANAGE_PEOPLE)
def come_back(user_id: int) -> Any:
    """Switch the account on again."""
    done = _("The account is switched on.")
    return _step(user_id, lambda user: people.reactivate(user, by=current_user), done)


@requires(Permission.MANAGE_PEOPLE)
def end_session(user_id: int, session_id: int) -> Any:
    """End one of somebody's sign-ins."""
    user = find(user_id)
    if session_id not in {s.id for s in sessions.list_open(user)}:
        abort(404)
    done = _("The sign-in has ended.")
    return _step(user_id, lambda u: sessions.end_session(u, session_id, by=current_user), done)
