"""The second step to distressing words, passing them on, and what the team carries."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user

from portal.accounts.access import requires
from portal.accounts.permissions import Permission
from portal.desk import moderation
from portal.desk.distress.queries import list_loads
from portal.desk.distress.service import open_words, pass_on
from portal.desk.forms import NotesForm
from portal.desk.queue.queries import place_of
from portal.desk.views import following
from portal.desk.views.page import WORDS_OPEN, back_to, find_item, item_page
from portal.i18n import isolated
from portal.web.fields import number_shown, version_shown


@requires(Permission.READ_DESK)
def open_item_words(feedback_id: int) -> Any:
    """The second step: show these words to me."""
    feedback = find_item(feedback_id)
    open_words(feedback, by=current_user)
    address = url_for("desk.item", feedback_id=feedback.id, words=WORDS_OPEN, _anchor="words")
    return redirect(address)


@requires(Permission.READ_DESK)
def pass_item_on(feedback_id: int) -> Any:
    """One press: a colleague takes it, and the next item opens."""
    feedback = find_item(feedback_id)
    seen_with = number_shown(request.form.get("seen_with")) or None
    to = pass_on(feedback, seen_with=seen_with, by=current_user)
    flash(
        _(
            "%(reference)s is passed on to %(name)s.",
            reference=feedback.reference,
            name=isolated(to.name),
        )
    )
    stay = number_shown(request.form.get("stay"))
    if stay and stay != feedback.id:
        return back_to(find_item(stay))
    return following.way_on(place_of(feedback))


@requires(Permission.READ_DESK)
def note_content(feedback_id: int) -> Any:
    """Say what the words may upset a reader with."""
    feedback, form = find_item(feedback_id), NotesForm(request.form)
    if not form.validate():
        return item_page(feedback, notes_form=form)
    version = version_shown(form.version.data)
    moderation.note_content(feedback, form.chosen(), version=version, by=current_user)
    flash(_("The content note is saved."))
    return back_to(feedback)


@requires(Permission.MANAGE_PEOPLE)
def shared_load() -> Any:
    """How many distressing items each person opened; only for those who lead them."""
    return render_template("desk/shared_load.html", loads=list_loads(current_user))
