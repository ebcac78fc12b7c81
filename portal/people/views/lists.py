"""The list of people and the access review."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user

from portal.accounts import people
from portal.accounts.access import requires
from portal.accounts.management import NotPossible
from portal.accounts.permissions import Permission
from portal.accounts.queries import (
    PAGE,
    PeopleFilter,
    is_overdue,
    list_people,
    list_to_review,
    parse_review_place,
    review_place,
)
from portal.accounts.words import ROLE_NAMES
from portal.organisations.queries import list_organisations
from portal.people.presenters import rows_of
from portal.people.views.person import find
from portal.web.fields import clean


def _number(name: str) -> int:
    text = request.args.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


@requires(Permission.MANAGE_PEOPLE)
def index() -> Any:
    """Everybody whom one looks after."""
    wanted = PeopleFilter(
        words=clean(request.args.get("q", ""))[:100],
        role=clean(request.args.get("role", ""))[:40],
        organisation=clean(request.args.get("organisation", ""))[:12],
        active=request.args.get("state") != "off",
    )
    found = list_people(wanted, viewer=current_user, after=_number("after") or None)
    more = None
    if len(found) > PAGE:
        more = url_for(
            "people.index",
            after=found[PAGE - 1].id,
            q=wanted.words or None,
            role=wanted.role or None,
            organisation=wanted.organisation or None,
            state=None if wanted.active else "off",
        )
    return render_template(
        "people/list.html",
        rows=rows_of(found[:PAGE]),
        wanted=wanted,
        roles=ROLE_NAMES,
        organisations=list_organisations(),
        more=more,
    )


@requires(Permission.MANAGE_PEOPLE)
def review() -> Any:
    """Everybody with what they may do; those nobody has looked at for long come first."""
    organisation = clean(request.args.get("organisation", ""))[:12]
    after, before = (parse_review_place(request.args.get(name)) for name in ("after", "before"))
    found = list_to_review(
        viewer=current_user, organisation=organisation, after=after, before=before
    )
    rows = rows_of([user for user, _review in found.items])
    shown = [
        (row, review, is_overdue(review, user))
        for row, (user, review) in zip(rows, found.items, strict=True)
    ]
    return render_template(
        "people/review.html",
        shown=shown,
        organisation=organisation,
        organisations=list_organisations(),
        previous=_review_address(organisation, "before", found.before),
        next=_review_address(organisation, "after", found.after),
    )


def _review_address(organisation: str, name: str, row: Any | None) -> str | None:
    if row is None:
        return None
    place: dict[str, Any] = {name: review_place(*row), "organisation": organisation or None}
    return url_for("people.review", **place)


@requires(Permission.MANAGE_PEOPLE)
def reviewed(user_id: int) -> Any:
    """Somebody said whether the access is still needed."""
    user, needed = find(user_id), request.form.get("needed") == "yes"
    try:
        people.review_access(user, needed=needed, by=current_user)
    except NotPossible as refusal:
        flash(refusal.sentence)
        return redirect(url_for("people.review"))
    if needed:
        flash(_("Thank you. Your answer is kept."))
        return redirect(url_for("people.review"))
    flash(_("Your answer is kept. Now change the access, or switch the account off."))
    return redirect(url_for("people.person", user_id=user.id))
