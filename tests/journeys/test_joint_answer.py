"""Each service gives its part; one owner sends one joint answer that names them all."""

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from portal.accounts.people import deactivate
from portal.db import session, violated_constraint, writing
from portal.desk.joint import queries
from portal.desk.joint.presenters import said_of_services, start_of_answer
from portal.desk.joint.service import (
    CannotOwn,
    NothingGathered,
    NotTheOwner,
    NotTogether,
    NotYourPart,
    answer_together,
    ask_for_parts,
    give_part,
    name_owner,
)
from portal.desk.models import Response
from portal.desk.queries import list_all_responses, list_responses
from portal.desk.responses import TogetherFirst, give_back, let_out, respond
from portal.feedback.models import Feedback
from portal.feedback.states import Channel, Kind
from portal.feedback.withdrawal import withdraw
from portal.notify.queries import list_mails
from tests.factories import make_feedback, make_staff
from tests.journeys.story import (
    AMBULANCE,
    ELSEWHERE,
    HOSPITAL,
    fresh,
    gathered,
    make_journey,
    service,
    staff_of,
)


def mark(feedback: Feedback) -> str:
    """What the owner's page shows of the parts."""
    return queries.parts_mark(queries.parts_of(feedback.id))


def send(feedback: Feedback, by: object, body: str = "We are sorry, both of us") -> Response:
    """The owner sends what the page shows."""
    return answer_together(feedback, body, parts=mark(feedback), answered=0, by=by)  # type: ignore[arg-type]


def test_the_joint_answer_names_the_services_that_gave_a_part(context: Flask) -> None:
    item = make_journey("Story", AMBULANCE, ELSEWHERE)
    sent = send(item, gathered(item, HOSPITAL, AMBULANCE))
    said = said_of_services([sent])[sent.id]
    assert [r.id for r in list_responses(item.id)] == [sent.id]
    assert "Sunderland Royal Hospital and North East Ambulance" in said and "together" in said
    assert "Cumbria, Northumberland" not in said


def test_the_answer_starts_from_the_parts_in_the_order_of_the_story(context: Flask) -> None:
    item = make_journey()
    gathered(item, AMBULANCE, HOSPITAL)
    start = start_of_answer(item, queries.parts_of(item.id))
    assert start.index("Part of r0b01") < start.index("Part of rx6")


def test_one_joint_answer_is_sent_once(context: Flask) -> None:
    item = make_journey()
    owner = gathered(item, HOSPITAL, AMBULANCE)
    send(item, owner)
    with pytest.raises(NotTogether):
        answer_together(item, "Again", parts=mark(item), answered=1, by=owner)
    assert len(list_all_responses(item.id)) == 1


def test_the_database_keeps_a_second_joint_answer_out(context: Flask) -> None:
    item = make_journey()
    owner = gathered(item, HOSPITAL)
    send(item, owner)
    with pytest.raises(IntegrityError) as caught, writing() as db:
        db.add(Response(feedback_id=item.id, body="Again", language="en", written_by=owner.id,
                        signed="Invented", joint=True))  # fmt: skip
    assert "one_joint" in str(caught.value) or violated_constraint(caught.value) is not None


def test_a_part_that_changed_meanwhile_is_read_before_it_is_spoken_for(context: Flask) -> None:
    item = make_journey()
    owner = gathered(item, HOSPITAL)
    shown = mark(item)
    give_part(item, service(HOSPITAL), "Something else", version=1, by=owner)
    with pytest.raises(StaleDataError):
        answer_together(item, "Old words", parts=shown, answered=0, by=owner)
    assert list(list_all_responses(item.id)) == []


def test_an_answer_that_came_meanwhile_is_heard_of(context: Flask) -> None:
    item = make_feedback("Story")
    respond(item, "The first", by=make_staff("responder"))
    story = make_journey()
    owner = gathered(story, HOSPITAL)
    with pytest.raises(StaleDataError):
        answer_together(story, "Words", parts=mark(story), answered=3, by=owner)
    assert list(list_all_responses(story.id)) == []


def test_two_who_write_one_part_at_once_hear_of_each_other(context: Flask) -> None:
    item, one = make_journey(), staff_of(AMBULANCE)
    other = make_staff("responder", email="other@staff.example")
    give_part(item, service(AMBULANCE), "The first", version=0, by=one)
    with pytest.raises(StaleDataError):
        give_part(item, service(AMBULANCE), "The second", version=0, by=other)
    give_part(item, service(AMBULANCE), "The third", version=1, by=other)
    kept = queries.parts_of(item.id)[service(AMBULANCE).id]
    assert (kept.body, kept.version, kept.written_by) == ("The third", 2, other.id)


@pytest.mark.parametrize("slug", [HOSPITAL, ELSEWHERE])
def test_nobody_writes_the_part_of_another_service(context: Flask, slug: str) -> None:
    item, user = make_journey(), staff_of(slug)
    with pytest.raises(NotYourPart):
        give_part(item, service(AMBULANCE), "Words", version=0, by=user)


def test_a_service_that_played_no_part_gives_none(context: Flask) -> None:
    item, user = make_journey(), make_staff("responder")
    with pytest.raises(NotTogether):
        give_part(item, service(ELSEWHERE), "Words", version=0, by=user)


@pytest.mark.parametrize("changed", [{"kind": Kind.COMPLAINT}, {"channel": Channel.IMPORT}])
def test_complaints_and_imported_comments_have_no_joint_answer(
    context: Flask, changed: dict[str, str]
) -> None:
    item, user = make_journey(**changed), make_staff("responder")
    with pytest.raises(NotTogether):
        give_part(item, service(HOSPITAL), "Words", version=0, by=user)


def test_only_the_owner_sends(context: Flask) -> None:
    item = make_journey()
    gathered(item, HOSPITAL)
    with pytest.raises(NotTheOwner):
        send(item, staff_of(AMBULANCE))


def test_without_a_part_there_is_nobody_to_speak_for(context: Flask) -> None:
    item = make_journey()
    with pytest.raises(NothingGathered):
        send(item, gathered(item))


def test_nobody_answers_alone_before_the_joint_answer(context: Flask) -> None:
    item = make_journey()
    owner = gathered(item, HOSPITAL)
    with pytest.raises(TogetherFirst):
        respond(item, "Alone", by=owner)
    send(item, owner)
    assert not respond(item, "Later, to what was written back", by=owner, answered=1).joint


def test_an_item_of_one_service_is_answered_as_ever(context: Flask) -> None:
    item = make_feedback("Story", further=[(None, "A care home of no list")])
    sent = respond(item, "Thank you", by=make_staff("responder"), answered=0)
    assert not sent.joint and said_of_services([sent]) == {}


def test_the_first_joint_answer_of_a_new_owner_is_read_by_a_colleague(context: Flask) -> None:
    item, owner = make_journey(), staff_of(HOSPITAL, demo=False)
    name_owner(item, owner, seen=0, by=make_staff("moderator"))
    give_part(item, service(HOSPITAL), "Our part", version=0, by=owner)
    first = send(item, owner)
    assert first.waiting and list(list_responses(item.id)) == []
    reader = make_staff("approver", demo=False)
    give_back(item, first, "Name the ambulance", by=reader)
    second = answer_together(item, "Better", parts=mark(item), answered=1, by=owner)
    let_out(item, second, by=reader)
    assert [r.body for r in list_responses(item.id)] == ["Better"]


def test_whoever_gathers_must_answer_for_one_of_the_services(context: Flask) -> None:
    item, moderator = make_journey(), make_staff("moderator")
    for user in (moderator, staff_of(ELSEWHERE)):
        with pytest.raises(CannotOwn):
            name_owner(item, user, seen=0, by=moderator)
    assert queries.find_owner(item.id) is None


def test_two_moderators_who_name_at_once_hear_of_each_other(context: Flask) -> None:
    item, moderator = make_journey(), make_staff("moderator")
    one, other = staff_of(HOSPITAL), staff_of(AMBULANCE)
    name_owner(item, one, seen=0, by=moderator)
    with pytest.raises(StaleDataError):
        name_owner(item, other, seen=0, by=moderator)
    name_owner(item, other, seen=one.id, by=moderator)
    assert queries.find_owner(item.id) == other
    name_owner(item, None, seen=other.id, by=moderator)
    assert queries.find_owner(item.id) is None


def test_a_leaver_gathers_nothing_any_more(context: Flask) -> None:
    item = make_journey()
    owner = gathered(item)
    deactivate(owner, by=make_staff("system_administrator"))
    assert queries.find_owner(item.id) is None


def test_those_whose_part_is_missing_are_asked_once_a_day_without_the_story(
    context: Flask,
) -> None:
    item = make_journey("Zebra words")
    missing = staff_of(AMBULANCE)
    owner = gathered(item, HOSPITAL)
    assert ask_for_parts(item, by=owner) == 1
    mails = [mail for mail in list_mails().items if mail.purpose == "part"]
    to_missing = [mail for mail in mails if mail.recipient == missing.email]
    assert len(to_missing) == 1 and f"/desk/item/{item.id}" in to_missing[0].body
    assert "Zebra" not in to_missing[0].body + to_missing[0].subject


def test_only_the_owner_and_moderators_ask(context: Flask) -> None:
    item = make_journey()
    gathered(item)
    with pytest.raises(NotTheOwner):
        ask_for_parts(item, by=staff_of(AMBULANCE))


def test_taking_it_back_erases_the_parts_and_the_words_for_a_service(context: Flask) -> None:
    item = make_feedback("Story", further=[(service(AMBULANCE).id, ""), (None, "Ward zebra")])
    gathered(item, HOSPITAL, AMBULANCE)
    withdraw(fresh(item.id))
    kept = fresh(item.id)
    assert queries.parts_of(item.id) == {}
    assert [(r.care_service_id, r.service_text) for r in kept.further] == [
        (service(AMBULANCE).id, "")
    ]
    session().rollback()
