"""Organisations, sites and services: the same pages for each of them."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.views import View
from flask_babel import gettext as _
from flask_security import current_user
from wtforms import SelectChoice

from portal.accounts.access import requires
from portal.accounts.permissions import Permission
from portal.administration.actions import ACTIONS, Action
from portal.administration.days import parse_day
from portal.administration.forms import LastDayForm
from portal.administration.nouns import NOUNS, Noun
from portal.administration.presenters import place_shown
from portal.administration.views.form_page import form_page, sent
from portal.audit.service import staff
from portal.organisations import ods, places
from portal.organisations.listing import list_councils, list_places
from portal.organisations.naming import Place
from portal.organisations.places import PlaceRefused


class OfNoun(View):
    """A page about one sort of place."""

    decorators = [requires(Permission.ADMINISTER)]

    def __init__(self, noun: Noun) -> None:
        self.noun = noun

    def find(self, key: dict[str, Any]) -> Place:
        """The place that the address names."""
        place = self.noun.find(key[self.noun.argument])
        return place if place is not None else abort(404)


class PlaceList(OfNoun):
    """Search, and page by page."""

    def dispatch_request(self) -> Any:
        """The list by name."""
        query = request.args.get("q", "")[:100].replace("\x00", "")
        after, before = (request.args.get(name, "")[:20] for name in ("after", "before"))
        page = list_places(self.noun.model, query, after=after, before=before)
        here = f"administration.{self.noun.name}_list"
        return render_template(
            "administration/places.html",
            noun=self.noun,
            rows=[place_shown(self.noun, place) for place in page.items],
            query=query,
            newer=url_for(here, q=query or None, before=page.newer) if page.newer else None,
            older=url_for(here, q=query or None, after=page.older) if page.older else None,
        )


class PlaceNew(OfNoun):
    """Add one."""

    methods = ["GET", "POST"]

    def dispatch_request(self) -> Any:
        """The form, and what it adds."""
        form: Any = self.noun.form(sent())
        if "council" in form:
            councils = [SelectChoice(c.code, c.name) for c in list_councils()]
            form.council.choices = [SelectChoice("", _("Not known")), *councils]
        if request.method == "POST" and form.validate():
            try:
                place = self.noun.add(form, staff(current_user.id))
            except PlaceRefused as error:
                form.refuse(str(error))
            else:
                flash(_("It is added."))
                return redirect(self.noun.url(place))
        return form_page(form, self.noun.new, self.noun.list_url, button=_("Add"))


class PlacePage(OfNoun):
    """One of them with its codes and its history."""

    def dispatch_request(self, **key: Any) -> Any:
        """The page."""
        place = self.find(key)
        return render_template(
            "administration/place.html",
            noun=self.noun,
            shown=place_shown(self.noun, place),
            codes=ods.list_codes(place),
            actions=[
                (action.link, self.noun.url(place, action.name))
                for action in ACTIONS
                if self.noun in action.nouns
            ],
        )


class PlaceAction(OfNoun):
    """Rename, open or close, merge, move, add a code."""

    methods = ["GET", "POST"]

    def __init__(self, noun: Noun, action: Action) -> None:
        super().__init__(noun)
        self.action = action

    def dispatch_request(self, **key: Any) -> Any:
        """The form, and the verb behind it."""
        place, action = self.find(key), self.action
        form = action.form(self.noun)(sent(), data=action.known(place))
        if request.method == "POST" and form.validate():
            try:
                action.apply(self.noun, place, form, staff(current_user.id))
            except PlaceRefused as error:
                form.refuse(str(error))
            else:
                flash(str(action.done))
                return redirect(self.noun.url(place))
        heading = action.heading(place.name)
        return form_page(
            form, heading, self.noun.url(place), button=action.button, note=action.note
        )


class PlaceUnmerge(OfNoun):
    """Take back a merge."""

    methods = ["POST"]

    def dispatch_request(self, **key: Any) -> Any:
        """The verb alone."""
        place = self.find(key)
        places.unmerge(place, actor=staff(current_user.id))
        flash(_("The merge is taken back."))
        return redirect(self.noun.url(place))


@requires(Permission.ADMINISTER)
def end_code(code_id: int) -> Any:
    """Give an ODS code its last day."""
    code = ods.find_code(code_id)
    if code is None:
        abort(404)
    form = LastDayForm(sent())
    noun, key = _owner(code)
    place = noun.find(key)
    back = noun.url(place) if place is not None else noun.list_url
    if request.method == "POST" and form.validate():
        last_day = parse_day(form.valid_to.data)
        try:
            if last_day is not None:
                ods.end_code(code, valid_to=last_day, actor=staff(current_user.id))
        except PlaceRefused as error:
            form.refuse(str(error))
        else:
            flash(_("The last day is saved."))
            return redirect(back)
    heading = _("Last day of the ODS code %(code)s", code=code.code)
    return form_page(form, heading, back, button=_("Save the last day"))


def _owner(code: Any) -> tuple[Noun, Any]:
    keys = (code.organisation_code, code.site_code, code.care_service_id)
    return next((n, k) for n, k in zip(NOUNS, keys, strict=True) if k is not None)
