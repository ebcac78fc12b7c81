"""The desk's page of a story over several services, and what the person and the public see."""

import pytest

from portal.db import session
from portal.desk import moderation
from portal.desk.joint.queries import find_owner, parts_of
from portal.desk.queries import list_all_responses, list_responses
from portal.feedback import codes
from portal.feedback.models import Feedback
from portal.follow_up.held import everything_held
from tests.factories import CODE, make_decision, make_feedback, make_staff, sign_in, sign_in_as
from tests.journeys.story import (
    AMBULANCE,
    HOSPITAL,
    fresh,
    gathered,
    make_journey,
    service,
    staff_of,
)
from tests.journeys.test_joint_answer import send
from tests.pages import Page, Shown


def open_journey(page: Page, *slugs: str) -> str:
    """A story whose owner is signed in; the parts of `slugs` are given. Returns its address."""
    with page.app.app_context(), page.app.test_request_context("/"):
        item = make_journey("The ambulance came late", code_hash=codes.hash_code(CODE))
        ident = item.id
        gathered(item, *slugs)
    sign_in(page, f"{HOSPITAL}@staff.example")
    return f"/desk/item/{ident}"


def ident_of(url: str) -> int:
    """The id in the address of an item."""
    return int(url.rpartition("/")[2])


def field(shown: Shown, name: str) -> str:
    """What stands in a big field of the page."""
    found = [f for f in shown.find_all("textarea") if f.get("name") == name]
    return (found[0].text or "").strip() if found else ""


def test_the_page_says_whose_part_is_missing_and_since_when(page: Page) -> None:
    url = open_journey(page, AMBULANCE)
    shown = page.get(url).text
    assert "Part given" in shown and "Part of rx6" in shown
    assert "Part missing Since" in shown
    assert "Still missing: Sunderland Royal Hospital." in shown


def test_a_responder_writes_the_part_of_their_own_service_only(page: Page) -> None:
    url = open_journey(page)
    with page.app.app_context():
        own, other = service(HOSPITAL).id, service(AMBULANCE).id
    shown = page.get(url)
    names = {f.get("name") for f in shown.find_all("textarea")}
    assert f"part{own}-body" in names and f"part{other}-body" not in names
    page.post(f"{url}/part/{own}", {f"part{own}-body": "Our part"}, at=url, action="/part/")
    with page.app.app_context():
        assert [p.body for p in parts_of(ident_of(url)).values()] == ["Our part"]


def test_an_empty_part_keeps_the_page_and_says_so(sqlite_page: Page) -> None:
    url = open_journey(sqlite_page, HOSPITAL)
    with sqlite_page.app.app_context():
        own = service(HOSPITAL).id
    shown = sqlite_page.post(f"{url}/part/{own}", {f"part{own}-body": " "}, at=url,
                             action="/part/", status=200)  # fmt: skip
    assert "There is a problem" in shown.text and "Write your part" in shown.text


def test_a_part_that_a_colleague_changed_keeps_what_was_typed(page: Page) -> None:
    url = open_journey(page)
    with page.app.app_context():
        own = service(HOSPITAL).id
    typed = {f"part{own}-body": "Typed meanwhile", f"part{own}-version": "7"}
    shown = page.post(f"{url}/part/{own}", typed, at=url, action="/part/", status=409)
    assert "Somebody else changed this first" in shown.text and "Typed meanwhile" in shown.text


def test_the_owner_looks_and_then_sends_one_answer_of_the_parts(page: Page) -> None:
    url = open_journey(page, HOSPITAL, AMBULANCE)
    start = field(page.get(url), "body")
    assert "Part of r0b01" in start and "Part of rx6" in start
    look = {"body": "Please contact PALS.", "then": "look"}
    shown = page.post(f"{url}/together", look, at=url, action="/together", status=200)
    assert "There are no thanks" in shown.text
    page.post(f"{url}/together", {"body": "We are both sorry."}, at=url, action="/together")
    assert "This answer is from" in page.get(url).text
    with page.app.app_context():
        assert [(r.body, r.joint) for r in list_responses(ident_of(url))] == [
            ("We are both sorry.", True)
        ]


def test_a_second_press_of_the_button_sends_nothing_more(page: Page) -> None:
    url = open_journey(page, HOSPITAL)
    form = page.get(url).token("/together")
    for status in (302, 409):
        response = page.client.post(f"{url}/together", data={**form, "body": "Sorry"})
        assert response.status_code == status
    with page.app.app_context():
        assert len(list_all_responses(ident_of(url))) == 1


def test_somebody_elses_part_and_answer_are_refused_with_a_sentence(page: Page) -> None:
    url = open_journey(page, HOSPITAL)
    with page.app.app_context():
        other = service(AMBULANCE).id
    form = page.get(url).token("/together")
    part = {**form, f"part{other}-body": "Not mine", f"part{other}-version": "0"}
    answer = page.client.post(f"{url}/part/{other}", data=part)
    assert "Only somebody who answers for this service" in answer.text
    alone = page.client.post(f"{url}/respond", data={**form, "body": "Alone"})
    assert "Several services answer this together" in alone.text and "Alone" in alone.text


def test_moderators_add_take_out_and_name(page: Page) -> None:
    sign_in_as(page, "moderator")
    with page.app.app_context():
        ident = make_feedback().id
        owner = make_staff("responder").id
    url = f"/desk/item/{ident}"
    page.post(f"{url}/services", {"service": AMBULANCE}, at=url, action="/services")
    page.post(f"{url}/owner", {"owner": str(owner)}, at=url, action="/owner")
    assert "gathers the joint answer" in page.get(url).text
    with page.app.app_context():
        assert getattr(find_owner(ident), "id", None) == owner
        row = session().get_one(Feedback, ident).further[0].id
    page.post(f"{url}/services/{row}/remove", at=url, action=f"/services/{row}/remove")
    assert "Services in this story" not in page.get(url).text


@pytest.mark.parametrize(("where", "data"), [("services", {"service": "nothing"}),
                                             ("owner", {"owner": "9" * 30}),
                                             ("owner", {"owner": "\x00"})])  # fmt: skip
def test_an_answer_that_no_page_offers_is_refused(
    sqlite_page: Page, where: str, data: dict[str, str]
) -> None:
    sign_in_as(sqlite_page, "moderator")
    with sqlite_page.app.app_context():
        ident = make_journey().id
    token = sqlite_page.get(f"/desk/item/{ident}").token(f"/{where}")
    response = sqlite_page.client.post(f"/desk/item/{ident}/{where}", data={**token, **data})
    assert response.status_code == 400


def test_words_for_a_service_are_set_on_the_page(sqlite_page: Page) -> None:
    sign_in_as(sqlite_page, "moderator")
    with sqlite_page.app.app_context():
        item = make_feedback(further=[(None, "The ambulance")])
        ident, row = item.id, item.further[0].id
    url = f"/desk/item/{ident}"
    assert "In the person’s words" in sqlite_page.get(url).text
    where = f"/services/{row}/match"
    sqlite_page.post(url + where, {"service": AMBULANCE}, at=url, action=where)
    assert "One joint answer" in sqlite_page.get(url).text


def test_the_public_page_names_all_services_and_for_whom_the_answer_speaks(page: Page) -> None:
    with page.app.app_context(), page.app.test_request_context("/"):
        item = make_journey("The ward was kind", AMBULANCE, "rx4")
        send(item, gathered(item, HOSPITAL, AMBULANCE))
        by = make_staff("moderator", email="p@staff.example")
        make_decision(fresh(item.id), "approve", reason="fit_to_publish", by=by)
        moderation.publish(fresh(item.id), version=fresh(item.id).version, by=by)
        ident = item.id
    shown = page.get(f"/experiences/{ident}").text
    assert "Other services played a part: North East Ambulance" in shown
    assert "Cumbria, Northumberland" in shown and "Part of" not in shown
    assert "This answer is from Sunderland Royal Hospital and North East Ambulance" in shown


def test_the_person_sees_who_answers_together_and_no_part_before(
    page: Page, other_page: Page
) -> None:
    url = open_journey(page, HOSPITAL, AMBULANCE)
    with page.app.app_context(), page.app.test_request_context("/"):
        item = fresh(ident_of(url))
        reference, held = item.reference, everything_held(item)
    assert held["parts"] == [] and len(held["other_services"]) == 1
    other_page.post("/my-feedback", {"reference": reference, "code": codes.as_words(CODE)})
    before = other_page.get("/my-feedback/page").text
    assert "answer you together. Invented Person puts the answer together." in before
    page.post(f"{url}/together", {"body": "We are both sorry."}, at=url, action="/together")
    after = other_page.get("/my-feedback/page").text
    assert "We are both sorry." in after and "together." in after
    assert "Part of rx6" in other_page.get("/my-feedback/held").text


def test_the_desk_says_what_waits_for_whom(page: Page, other_page: Page) -> None:
    url = open_journey(page, HOSPITAL)
    with page.app.app_context():
        reference = fresh(ident_of(url)).reference
        staff_of(AMBULANCE)
    sign_in(other_page, f"{AMBULANCE}@staff.example")
    assert "You gather the answer" in page.get("/desk").text and reference in page.get("/desk").text
    missing = other_page.get("/desk").text
    assert "The part of your service is missing" in missing and reference in missing
    page.post(f"{url}/together", {"body": "We are both sorry."}, at=url, action="/together")
    assert "Joint answers" not in page.get("/desk").text + other_page.get("/desk").text
