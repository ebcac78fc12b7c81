"""Filters under a name."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user

from portal.accounts.access import requires
from portal.accounts.permissions import Permission
from portal.desk.assignment import list_colleagues
from portal.desk.queue import saved
from portal.desk.queue.filters import QueueFilter
from portal.desk.queue.forms import FilterForm
from portal.desk.queue.models import SavedFilter
from portal.desk.queue.presenters import parts_of


@requires(Permission.READ_DESK)
def filters() -> Any:
    """The filters of this person and those that colleagues share."""
    first = saved.find_default(current_user)
    return render_template(
        "desk/filters.html",
        filters=[(kept, saved.query_of(kept)) for kept in saved.list_filters(current_user)],
        first_id=first.id if first else None,
    )


@requires(Permission.READ_DESK)
def new_filter() -> Any:
    """Name the filter that the address holds."""
    wanted = QueueFilter.from_query(request.args)
    form = FilterForm(request.form if request.method == "POST" else None)
    if request.method == "POST" and form.validate():
        try:
            saved.keep_filter(wanted, form.name.data, shared=form.shared.data, by=current_user)
        except saved.NameTaken:
            form.name.errors = [_("You have a filter of this name already")]
        except saved.TooMany:
            most = saved.MOST_KEPT
            form.name.errors = [_("You keep %(most)s filters. Delete one first", most=most)]
        else:
            flash(_("The filter is saved. You find it on the desk."))
            return redirect(url_for("desk.queue", **wanted.as_query()))
    return _show(form, wanted, None)


@requires(Permission.READ_DESK)
def edit_filter(filter_id: int) -> Any:
    """Rename a filter, share it or stop sharing it."""
    kept = _own(filter_id)
    filled = {"name": kept.name, "shared": kept.shared}
    form = FilterForm(request.form) if request.method == "POST" else FilterForm(data=filled)
    if request.method == "POST" and form.validate():
        name, shared = form.name.data, form.shared.data
        try:
            saved.change_filter(kept, name, shared=shared, by=current_user)
        except saved.NameTaken:
            form.name.errors = [_("You have a filter of this name already")]
        else:
            flash(_("The filter is changed."))
            return redirect(url_for("desk.filters"))
    return _show(form, QueueFilter.from_text(kept.query), kept)


def _show(form: FilterForm, wanted: QueueFilter, kept: SavedFilter | None) -> Any:
    return render_template(
        "desk/filter.html",
        form=form,
        kept=kept,
        words=wanted.q,
        parts=[part for part in parts_of(wanted, current_user, list_colleagues()) if part.chosen],
        query=wanted.as_query(),
        errors_shown=bool(form.errors),
    )


def _own(filter_id: int) -> SavedFilter:
    kept = saved.find_own(filter_id, current_user)
    if kept is None:
        abort(404)
    return kept


@requires(Permission.READ_DESK)
def open_first(filter_id: int) -> Any:
    """Let the desk open with this filter, or with everything again."""
    kept = saved.find_usable(filter_id, current_user)
    if kept is None:
        abort(404)
    on = request.form.get("on") == "yes"
    saved.open_first(kept if on else None, by=current_user)
    flash(_("The desk opens with this filter now.") if on else _("The desk opens as usual again."))
    return redirect(url_for("desk.filters"))


@requires(Permission.READ_DESK)
def delete_filter(filter_id: int) -> Any:
    """Delete an own filter."""
    saved.delete_filter(_own(filter_id), by=current_user)
    flash(_("The filter is deleted."))
    return redirect(url_for("desk.filters"))
