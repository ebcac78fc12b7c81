"""The pages behind the links of our mails: the first sign-in, and a new password."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal.accounts.links import find_link, use_link
from portal.accounts.passwords import names_of
from portal.accounts.records import Purpose
from portal.people.forms import FirstSignInForm, ForgottenForm, PasswordForm
from portal.people.service import forgot
from portal.web.access import public


@public
def forgotten() -> Any:
    """Ask for a mail; the answer is the same whether there is an account or not."""
    form = ForgottenForm(request.form if request.method == "POST" else None)
    if request.method == "POST" and form.validate():
        forgot(form.email.data or "")
        return render_template("people/forgotten_sent.html")
    return render_template("people/forgotten.html", form=form, errors_shown=bool(form.errors))


@public
def link(token: str) -> Any:
    """Choose a password; at the first time the name as well."""
    found = find_link(token)
    if found is None:
        return render_template("people/link_over.html")
    first = found.purpose == Purpose.INVITE
    filled = request.form if request.method == "POST" else None
    form: PasswordForm = (
        FirstSignInForm(filled, data={"name": found.user.name}) if first else PasswordForm(filled)
    )
    form.about = names_of(found.user)
    if request.method == "POST" and form.validate():
        name = form.name.data if isinstance(form, FirstSignInForm) else ""
        if use_link(token, name=name or "", password=form.password.data or ""):
            flash(_("Your password is set. Sign in with it now."))
            return redirect(url_for("security.login"))
        return render_template("people/link_over.html")
    return render_template(
        "people/link.html", form=form, first=first, user=found.user, errors_shown=bool(form.errors)
    )
