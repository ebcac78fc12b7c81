"""The "help now" signposts: listed, added, changed, checked, retired."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user

from portal.accounts.access import requires
from portal.accounts.permissions import Permission
from portal.administration.days import parse_day
from portal.administration.signpost_form import (
    OTHERS,
    ReviewForm,
    SignpostForm,
    known,
    next_review,
)
from portal.administration.views.form_page import form_page, sent
from portal.administration.word_forms import number_of
from portal.administration.words import SIGNPOST_KINDS
from portal.audit.queries import list_entries
from portal.audit.service import staff
from portal.i18n import isolated, today
from portal.organisations import signposting
from portal.organisations.models import Signpost
from portal.organisations.queries import find_signpost, list_every_signpost
from portal.organisations.signposting import SignpostRefused
from portal.organisations.signposts import has_shipped_words, shown


def _find(signpost_id: str) -> Signpost:
    usable = signpost_id.isascii() and signpost_id.isprintable() and len(signpost_id) <= 60
    found = find_signpost(signpost_id) if usable else None
    return found if found is not None else abort(404)


def _url(signpost: Signpost) -> str:
    return url_for("administration.signpost", signpost_id=signpost.id)


@requires(Permission.ADMINISTER)
def signpost_list() -> Any:
    """All of them: the urgent first, those that are not shown any more last."""
    rows = [(row, shown(row)) for row in list_every_signpost()]
    return render_template("administration/signposts.html", rows=rows, today=today())


@requires(Permission.ADMINISTER)
def signpost_new() -> Any:
    """Add one."""
    usual = {"position": "50", "kind": "other", "review_on": next_review()}
    form = SignpostForm(sent(), data=usual)
    if request.method == "POST" and form.validate():
        try:
            added = signposting.add_signpost(form.words(), actor=staff(current_user.id))
        except SignpostRefused as error:
            form.refuse(str(error))
        else:
            flash(_("The signpost is added. Every page shows it now."))
            return redirect(_url(added))
    back = url_for("administration.signpost_list")
    return form_page(form, _("Add a help signpost"), back, button=_("Add"), hints=_hints())


def _hints() -> dict[str, str]:
    others = _("Leave it empty and the page shows the English words.")
    return {
        "text": _("Say for whom it is. The number follows your words."),
        "position": _("Smaller numbers come first, after the urgent ones."),
        "url": _("It begins with https://"),
        **{f"name_{tag}": others for tag in OTHERS},
    }


@requires(Permission.ADMINISTER)
def signpost(signpost_id: str) -> Any:
    """One with its words as the page shows them, and its history."""
    found = _find(signpost_id)
    return render_template(
        "administration/signpost.html",
        signpost=found,
        as_seen=shown(found),
        kind=SIGNPOST_KINDS.get(found.kind, found.kind),
        due=found.review_on < today(),
        shown={"entries": list_entries("signpost", found.id)},
    )


@requires(Permission.ADMINISTER)
def signpost_change(signpost_id: str) -> Any:
    """Other words, another number, another place."""
    found = _find(signpost_id)
    form = SignpostForm(sent(), data=known(found))
    if request.method == "POST" and form.validate():
        version, actor = number_of(form.version.data) or 0, staff(current_user.id)
        try:
            signposting.change_signpost(found, form.words(), version=version, actor=actor)
        except SignpostRefused as error:
            form.refuse(str(error))
        else:
            flash(_("The signpost is saved. Every page shows it now."))
            return redirect(_url(found))
    heading = _("Change the signpost: %(name)s", name=isolated(found.name))
    note = (
        _("Its words came with the portal, in every language. Write others only if you must.")
        if has_shipped_words(found)
        else None
    )
    return form_page(
        form, heading, _url(found), button=_("Save the signpost"), note=note, hints=_hints()
    )


@requires(Permission.ADMINISTER)
def signpost_confirm(signpost_id: str) -> Any:
    """It was checked and still holds; one that was retired is shown again by that."""
    found = _find(signpost_id)
    form = ReviewForm(sent(), data={"review_on": next_review()})
    retired = found.retired_on is not None
    if request.method == "POST" and form.validate():
        day, actor = parse_day(form.review_on.data), staff(current_user.id)
        verb = signposting.restore_signpost if retired else signposting.confirm_signpost
        try:
            if day is not None:
                verb(found, review_on=day, actor=actor)
        except SignpostRefused as error:
            form.refuse(str(error))
        else:
            flash(_("It is kept that you have checked this signpost."))
            return redirect(_url(found))
    return form_page(
        form,
        _("I have checked: %(name)s", name=isolated(found.name)),
        _url(found),
        button=_("Show it again") if retired else _("It still holds"),
        note=_("Call the number and open the address first. People in danger rely on them."),
    )


@requires(Permission.ADMINISTER)
def signpost_retire(signpost_id: str) -> Any:
    """Show it no longer."""
    found = _find(signpost_id)
    try:
        signposting.retire_signpost(found, actor=staff(current_user.id))
    except SignpostRefused:
        flash(_("This is the last number at the top of every page. Put another one there first."))
    else:
        flash(_("The signpost is not shown any more."))
    return redirect(_url(found))
