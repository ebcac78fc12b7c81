"""What can be done to a place: each with its form, its verb and its sentences."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.administration.days import parse_day, typed_day
from portal.administration.forms import (
    CodeForm,
    DatesForm,
    MergeForm,
    MoveServiceForm,
    MoveSiteForm,
    RefusableForm,
    RenameForm,
    capitals,
)
from portal.administration.nouns import NOUNS, SERVICE, SITE, Noun
from portal.i18n import isolated
from portal.organisations import ods, places
from portal.organisations.models import CareService, Site
from portal.organisations.naming import Place


@dataclass(frozen=True)
class Action:
    """One page with one form; `apply` calls the verb and may raise `PlaceRefused`."""

    name: str
    nouns: tuple[Noun, ...]
    form: Callable[[Noun], type[RefusableForm]]
    known: Callable[[Any], dict[str, Any]]
    apply: Callable[[Noun, Any, Any, str], None]
    heading: Callable[[str], str]
    link: LazyString
    button: LazyString
    done: LazyString
    note: LazyString | str = ""


def _rename(_noun: Noun, place: Place, form: Any, actor: str) -> None:
    places.rename(place, form.name.data, actor=actor)


def _set_dates(_noun: Noun, place: Place, form: Any, actor: str) -> None:
    first, last = parse_day(form.valid_from.data), parse_day(form.valid_to.data)
    places.set_dates(place, valid_from=first, valid_to=last, actor=actor)


def _merge(noun: Noun, place: Any, form: Any, actor: str) -> None:
    into: Any = noun.find_typed(form.into.data)
    last_day = parse_day(form.valid_to.data)
    if into is None or last_day is None:
        raise places.PlaceRefused("unknown_into")
    places.merge(place, into, last_day=last_day, actor=actor)


def _move(noun: Noun, place: Any, form: Any, actor: str) -> None:
    organisation = capitals(form.organisation.data)
    if isinstance(place, Site):
        places.move_site(place, organisation, actor=actor)
    elif isinstance(place, CareService):
        places.move_service(place, organisation, capitals(form.site.data), actor=actor)


def _add_code(_noun: Noun, place: Place, form: Any, actor: str) -> None:
    first, last = parse_day(form.valid_from.data), parse_day(form.valid_to.data)
    assert first is not None  # the field is required
    ods.add_code(place, form.code.data, valid_from=first, valid_to=last, actor=actor)


def _dates_of(place: Any) -> dict[str, Any]:
    return {"valid_from": typed_day(place.valid_from), "valid_to": typed_day(place.valid_to)}


def _parents_of(place: Any) -> dict[str, Any]:
    return {
        "organisation": place.organisation_code,
        "site": getattr(place, "site_code", None) or "",
    }


ACTIONS = (
    Action(
        "rename",
        NOUNS,
        lambda _noun: RenameForm,
        lambda place: {"name": place.name},
        _rename,
        lambda name: _("Rename %(name)s", name=isolated(name)),
        _l("Rename"),
        _l("Save the name"),
        _l("The name is saved."),
        _l("The new name is used from today. The old name is kept, and people still find it."),
    ),
    Action(
        "dates",
        NOUNS,
        lambda _noun: DatesForm,
        _dates_of,
        _set_dates,
        lambda name: _("First and last day of %(name)s", name=isolated(name)),
        _l("Open or close"),
        _l("Save the dates"),
        _l("The dates are saved."),
        _l("After its last day people can no longer choose it. What was said of it stays."),
    ),
    Action(
        "merge",
        NOUNS,
        lambda _noun: MergeForm,
        lambda _place: {},
        _merge,
        lambda name: _("Merge %(name)s into another", name=isolated(name)),
        _l("Merge into another"),
        _l("Merge"),
        _l("It is merged."),
        _l(
            "Feedback and changes stay with the old one and are shown with both names. "
            "Move what stays open first: after the last day nothing of it can be chosen."
        ),
    ),
    Action(
        "move",
        (SITE, SERVICE),
        lambda noun: MoveSiteForm if noun is SITE else MoveServiceForm,
        _parents_of,
        _move,
        lambda name: _("Move %(name)s", name=isolated(name)),
        _l("Move to another organisation"),
        _l("Move"),
        _l("It is moved."),
        _l("Its feedback and changes go with it."),
    ),
    Action(
        "code",
        NOUNS,
        lambda _noun: CodeForm,
        lambda _place: {},
        _add_code,
        lambda name: _("Add an ODS code to %(name)s", name=isolated(name)),
        _l("Add an ODS code"),
        _l("Add the code"),
        _l("The code is added."),
        _l("On each day a code stands for one place only."),
    ),
)
