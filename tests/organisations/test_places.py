"""Places open, are renamed, close, merge and move; what was said of them stays."""

from datetime import date, timedelta
from itertools import count
from typing import Any

import pytest
from flask import Flask

from portal.audit.queries import list_entries
from portal.feedback.presenters import published
from portal.i18n import today
from portal.organisations import places
from portal.organisations.listing import PAGE, list_places
from portal.organisations.models import CareService, Organisation, Site
from portal.organisations.naming import list_former_names, name_on
from portal.organisations.places import NewPlace, PlaceRefused
from portal.organisations.presenters import both_names
from portal.organisations.queries import find_service, search_services
from tests.factories import make_feedback

ACTOR = "staff:1"
YESTERDAY = timedelta(days=-1)
numbers = count(100)


def organisation(name: str = "Invented Trust", **changed: Any) -> Organisation:
    """An organisation under a code of its own: those rows stay from test to test."""
    new = NewPlace(name=name, code=f"T{next(numbers)}", **changed)
    return places.add_organisation(new, actor=ACTOR)


def site(parent: Organisation, name: str = "Invented Hospital") -> Site:
    """A site of it."""
    new = NewPlace(name=name, code=f"S{next(numbers)}", organisation_code=parent.code)
    return places.add_site(new, actor=ACTOR)


def ward(parent: Organisation, name: str, **changed: Any) -> CareService:
    """A service of it."""
    new = NewPlace(name=name, kind="ward", organisation_code=parent.code, **changed)
    return places.add_service(new, actor=ACTOR)


def found(query: str) -> list[str]:
    """What the finder offers."""
    return [service.name for service in search_services(query)]


def test_a_new_site_can_be_chosen_and_is_in_the_trail(context: Flask) -> None:
    made = site(organisation(), "Quartz Hospital")
    assert found("quartz") == ["Quartz Hospital"]
    assert [e.actor for e in list_entries("site", made.code)] == [ACTOR]


def test_a_renamed_service_is_found_by_both_names(context: Flask) -> None:
    service = ward(organisation(), "Basalt Ward")
    places.rename(service, "Granite Ward", actor=ACTOR)
    assert found("granite") == found("basalt") == ["Granite Ward"]
    assert name_on(service, today() + YESTERDAY) == "Basalt Ward"
    assert [f.name for f in list_former_names("care_service", str(service.id))] == ["Basalt Ward"]


def test_a_renamed_organisation_renames_what_is_offered_as_the_whole_of_it(context: Flask) -> None:
    made = organisation("Feldspar Trust")
    places.rename(made, "Mica Trust", actor=ACTOR)
    assert "Mica Trust" in found("mica")


@pytest.mark.parametrize(("days", "offered"), [(0, True), (-1, False)])
def test_a_service_is_offered_on_its_last_day_and_not_after(
    context: Flask, days: int, offered: bool
) -> None:
    service = ward(organisation(), f"Schist Ward {days}")
    last_day = today() + timedelta(days=days)
    places.set_dates(service, valid_from=None, valid_to=last_day, actor=ACTOR)
    assert (found(f"schist ward {days}") != []) == offered


def test_what_belongs_to_a_closed_site_or_organisation_is_not_offered(context: Flask) -> None:
    parent = organisation()
    place = site(parent, "Gneiss Hospital")
    ward(parent, "Gneiss Ward", site_code=place.code)
    places.set_dates(place, valid_from=None, valid_to=today() + YESTERDAY, actor=ACTOR)
    assert found("gneiss") == []


def test_feedback_stays_with_the_old_service_and_shows_both_names(context: Flask) -> None:
    parent = organisation()
    old, new = ward(parent, "Shale Ward"), ward(parent, "Slate Ward")
    feedback = make_feedback(care_service_id=old.id)
    places.merge(old, new, last_day=today() + YESTERDAY, actor=ACTOR)
    assert feedback.care_service_id == old.id
    assert published(feedback).service == "Shale Ward, now Slate Ward"
    assert found("shale") == []
    assert find_service(old.slug) == old


def test_the_last_of_several_merges_is_named(context: Flask) -> None:
    first, second, third = (organisation(name) for name in ("Alum", "Borax", "Chalk"))
    places.merge(first, second, last_day=date(2020, 3, 31), actor=ACTOR)
    places.merge(second, third, last_day=date(2024, 3, 31), actor=ACTOR)
    assert both_names(first) == "Alum, now Chalk"


def test_a_merge_to_come_changes_nothing_before_its_day(context: Flask) -> None:
    old, new = organisation("Quartzite Trust"), organisation("Marble Trust")
    places.merge(old, new, last_day=today() + timedelta(days=5), actor=ACTOR)
    assert both_names(old) == "Quartzite Trust"
    assert "Quartzite Trust" in found("quartzite")


def test_a_merge_that_was_a_mistake_is_taken_back(context: Flask) -> None:
    old, new = organisation(), organisation()
    places.merge(old, new, last_day=today() + YESTERDAY, actor=ACTOR)
    places.unmerge(old, actor=ACTOR)
    assert places.successor(old) is None


def test_wrong_merges_are_refused(context: Flask) -> None:
    old, new, closed = organisation(), organisation(), organisation()
    places.set_dates(closed, valid_from=None, valid_to=date(2020, 1, 1), actor=ACTOR)
    places.merge(old, new, last_day=today(), actor=ACTOR)
    for one, other, code in ((new, new, "itself"), (new, old, "merged"), (new, closed, "closed")):
        with pytest.raises(PlaceRefused, match=code):
            places.merge(one, other, last_day=today(), actor=ACTOR)


def test_services_move_with_their_site(context: Flask) -> None:
    old, new = organisation("Talc Trust"), organisation("Gypsum Trust")
    place = site(old)
    service = ward(old, "Moving Ward", site_code=place.code)
    places.move_site(place, new.code, actor=ACTOR)
    assert service.organisation_code == new.code
    assert found("moving gypsum") == ["Moving Ward"]


@pytest.mark.parametrize(
    ("changed", "code"), [({"code": "rx"}, "code_form"), ({"code": "RX6"}, "code_taken")]
)
def test_a_wrong_code_is_refused(context: Flask, changed: dict[str, str], code: str) -> None:
    with pytest.raises(PlaceRefused, match=code):
        places.add_organisation(NewPlace(name="Invented", **changed), actor=ACTOR)


def test_a_long_list_is_paged_there_and_back(context: Flask) -> None:
    parent = organisation()
    for n in range(PAGE + 3):
        ward(parent, f"Pumice Ward {n % 7}")
    first = list_places(CareService, "pumice")
    rest = list_places(CareService, "pumice", after=first.older or "")
    back = list_places(CareService, "pumice", before=rest.newer or "")
    assert len({p.id for p in (*first.items, *rest.items)}) == PAGE + 3
    assert [p.id for p in back.items] == [p.id for p in first.items]
    assert (first.newer, rest.older, back.newer) == (None, None, None)
