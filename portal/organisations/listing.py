"""Lists of organisations, sites and services for those who look after them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select

from portal.db import session
from portal.organisations.models import CareService, Council
from portal.organisations.naming import Place
from portal.organisations.queries import folded

PAGE = 50
#: one of the three classes; their keys are `code`, `code` and `id`
Model = Any


@dataclass(frozen=True)
class PlacePage:
    """One page of a list by name, with the keys of its neighbours."""

    items: Sequence[Place]
    newer: str | None
    older: str | None


def key_of(place: Place) -> str:
    """The key of a place as it stands in an address."""
    return str(place.id if isinstance(place, CareService) else place.code)


def find_place(model: Model, key: str) -> Place | None:
    """One place by its key; None for anything that is no key."""
    if model is CareService:
        number = key.isascii() and key.isdigit() and len(key) < 10
        return session().get(CareService, int(key)) if number else None
    usable = key.isascii() and key.isprintable() and len(key) <= 12
    return session().get(model, key) if usable else None


def list_places(model: Model, query: str = "", *, after: str = "", before: str = "") -> PlacePage:
    """Places in whose name or code every typed word occurs, by name."""
    name, key = model.name, model.id if model is CareService else model.code
    wanted = _searched(model, query)
    last = find_place(model, after or before)
    place = (last.name, last.id if isinstance(last, CareService) else last.code) if last else None
    if before and place:
        wanted = wanted.where((name < place[0]) | ((name == place[0]) & (key < place[1])))
        order = wanted.order_by(name.desc(), key.desc())
    else:
        if place:
            wanted = wanted.where((name > place[0]) | ((name == place[0]) & (key > place[1])))
        order = wanted.order_by(name, key)
    rows = session().scalars(order.limit(PAGE + 1)).unique().all()
    more, shown = len(rows) > PAGE, list(rows[:PAGE])
    if before and place:
        shown.reverse()
        return PlacePage(shown, *_ends(shown, newer=more, older=True))
    return PlacePage(shown, *_ends(shown, newer=place is not None, older=more))


def _ends(shown: Sequence[Place], *, newer: bool, older: bool) -> tuple[str | None, str | None]:
    if not shown:
        return None, None
    return key_of(shown[0]) if newer else None, key_of(shown[-1]) if older else None


def _searched(model: Model, query: str) -> Select:
    wanted = select(model)
    for word in folded(query[:100]).split()[:6]:
        if model is CareService:
            wanted = wanted.where(CareService.search_text.contains(word, autoescape=True))
        else:
            text = func.lower(model.name + " " + model.code)
            wanted = wanted.where(text.contains(word, autoescape=True))
    return wanted


def list_merged_from(place: Place) -> Sequence[Place]:
    """What was merged into a place, by name."""
    model: Any = type(place)
    merged = model.merged_into_id if model is CareService else model.merged_into_code
    key = place.id if isinstance(place, CareService) else place.code
    wanted = select(model).where(merged == key).order_by(model.name)
    return session().scalars(wanted.limit(100)).unique().all()


def list_councils() -> Sequence[Council]:
    """The councils of the region by name."""
    return session().scalars(select(Council).order_by(Council.name, Council.code)).all()
