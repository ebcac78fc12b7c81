"""Which services played a part: in the story's order, each once, six further ones at most."""

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from portal.db import violated_constraint, writing
from portal.desk.joint.queries import parts_of
from portal.desk.joint.service import remove_service
from portal.feedback import further
from portal.feedback.models import MOST_FURTHER, Feedback, FurtherService
from portal.feedback.service import match_service
from portal.i18n import today
from portal.organisations.queries import list_services
from tests.factories import make_feedback, make_staff
from tests.journeys.story import (
    AMBULANCE,
    ELSEWHERE,
    HOSPITAL,
    fresh,
    gathered,
    make_journey,
    service,
)

STAFF = "staff:1"


def slugs(feedback: Feedback) -> list[str]:
    """The known services of the story, in order."""
    return [one.service.slug for one in further.involved(fresh(feedback.id))]


def test_the_services_stand_in_the_order_of_the_story(context: Flask) -> None:
    item = make_journey("Story", AMBULANCE, ELSEWHERE)
    further.add_service(item, service("rx3").id, actor=STAFF)
    assert slugs(item) == [HOSPITAL, AMBULANCE, ELSEWHERE, "rx3"]


def test_those_behind_move_up_when_one_is_taken_out(context: Flask) -> None:
    item = make_journey("Story", AMBULANCE, ELSEWHERE, "rx3")
    further.remove_service(item, item.further[0].id, actor=STAFF)
    further.add_service(item, service(AMBULANCE).id, actor=STAFF)
    assert slugs(item) == [HOSPITAL, ELSEWHERE, "rx3", AMBULANCE]
    assert [row.position for row in item.further] == [1, 2, 3]


@pytest.mark.parametrize("slug", [HOSPITAL, AMBULANCE])
def test_a_service_stands_in_a_story_once(context: Flask, slug: str) -> None:
    item = make_journey()
    with pytest.raises(further.AlreadyInvolved):
        further.add_service(item, service(slug).id, actor=STAFF)
    assert slugs(item) == [HOSPITAL, AMBULANCE]


def test_a_story_names_six_further_services_at_most(context: Flask) -> None:
    item = make_feedback()
    ids = [s.id for s in list_services() if s.slug != HOSPITAL]
    for ident in ids[:MOST_FURTHER]:
        further.add_service(item, ident, actor=STAFF)
    with pytest.raises(further.TooManyServices):
        further.add_service(item, ids[MOST_FURTHER], actor=STAFF)


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"position": 7, "service_text": "A home"}, "ck_further_services_at_most_six"),
        ({"position": 0, "service_text": "A home"}, "ck_further_services_at_most_six"),
        ({"position": 1, "service_text": ""}, "ck_further_services_names_a_service"),
    ],
)
def test_the_database_keeps_the_rules(context: Flask, values: dict[str, object], name: str) -> None:
    item = make_feedback()
    with pytest.raises(IntegrityError) as caught, writing() as db:
        db.add(FurtherService(feedback_id=item.id, added_on=today(), **values))
    assert violated_constraint(caught.value) == name


def test_staff_say_which_service_the_words_mean(context: Flask) -> None:
    item = make_feedback(further=[(None, "The ambulance")])
    row = item.further[0]
    assert slugs(item) == [HOSPITAL]
    further.match_further(item, row.id, service(AMBULANCE).id, actor=STAFF)
    assert slugs(item) == [HOSPITAL, AMBULANCE]
    with pytest.raises(StaleDataError):
        further.match_further(item, row.id, service(ELSEWHERE).id, actor=STAFF)


def test_what_becomes_the_main_service_is_no_further_one(context: Flask) -> None:
    item = make_journey("Story", AMBULANCE, ELSEWHERE, care_service_id=None)
    match_service(item, service(AMBULANCE).id, actor=STAFF)
    assert slugs(item) == [AMBULANCE, ELSEWHERE]


def test_a_service_that_is_taken_out_takes_its_part_with_it(context: Flask) -> None:
    item = make_journey("Story", AMBULANCE, ELSEWHERE)
    gathered(item, AMBULANCE, ELSEWHERE)
    remove_service(item, item.further[0].id, by=make_staff("moderator", email="m@staff.example"))
    assert list(parts_of(item.id)) == [service(ELSEWHERE).id]


def test_taking_one_out_twice_changes_nothing(context: Flask) -> None:
    item = make_journey()
    ident = item.further[0].id
    for _ in range(2):
        further.remove_service(item, ident, actor=STAFF)
    assert slugs(item) == [HOSPITAL]
