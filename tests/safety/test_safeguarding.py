"""Safeguarding and hand-over: who decided what, why, and that nothing is lost."""

import pytest
import time_machine
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from portal.audit.queries import list_entries
from portal.db import session, violated_constraint, writing
from portal.feedback.models import Feedback
from portal.organisations.queries import find_service
from portal.safety import hand_overs, referrals
from portal.safety.models import AtRisk, Decided, HandOver, Referral
from portal.safety.queries import (
    list_referrals,
    open_hand_overs,
    page_of,
    without_reference,
)
from portal.safety.referrals import ReferralText
from tests.factories import make_feedback, make_staff, sign_in_as
from tests.pages import Page
from tests.safety.viewers import viewer

SUNDERLAND = "E08000024"


def words(**changed: object) -> ReferralText:
    """A referral of an adult to Sunderland."""
    values = {"at_risk": AtRisk.ADULT, "decided": Decided.REFERRED, "council_code": SUNDERLAND,
              "council_reference": "", "why": "Invented: neglect at home"}  # fmt: skip
    return ReferralText(**{**values, **changed})  # type: ignore[arg-type]


def waiting() -> list[int]:
    """Referrals without a reference."""
    return [r.id for r in page_of(without_reference(viewer()), Referral.id, 0)]


def test_all_fourteen_councils_can_be_chosen(context: Flask) -> None:
    assert len(referrals.list_councils()) == 14


def test_the_site_suggests_its_council(context: Flask) -> None:
    suggestion = referrals.suggested_council(make_feedback())
    assert suggestion is not None
    assert suggestion.code == SUNDERLAND


@pytest.mark.parametrize("slug", ["rtr45", ""])
def test_nothing_is_suggested_where_the_area_is_not_known(context: Flask, slug: str) -> None:
    service = find_service(slug) if slug else None
    feedback = make_feedback(care_service_id=service.id if service else None)
    assert referrals.suggested_council(feedback) is None


def test_the_council_s_reference_is_a_new_entry(context: Flask) -> None:
    feedback, lead = make_feedback(), make_staff("safety_lead")
    first = referrals.decide_referral(feedback, words(), by=lead)
    assert waiting() == [first.id]
    second = referrals.add_reference(first, "INV-17", by=lead)
    assert waiting() == []
    assert [(r.id, r.council_reference) for r in list_referrals(feedback.id)] == [
        (second.id, "INV-17"), (first.id, "")
    ]  # fmt: skip


def test_one_entry_is_corrected_once(context: Flask) -> None:
    feedback, lead = make_feedback(), make_staff("safety_lead")
    first = referrals.decide_referral(feedback, words(), by=lead)
    referrals.decide_referral(feedback, words(why="Better words"), by=lead, corrects=first)
    with pytest.raises(referrals.AlreadyCorrected):
        referrals.decide_referral(feedback, words(why="Other words"), by=lead, corrects=first)


def test_the_same_decision_sent_twice_is_kept_once(context: Flask) -> None:
    feedback, lead = make_feedback(), make_staff("safety_lead")
    first = referrals.decide_referral(feedback, words(), by=lead)
    assert referrals.decide_referral(feedback, words(), by=lead).id == first.id


def test_who_decided_what_is_in_the_trail(context: Flask) -> None:
    feedback, lead = make_feedback(), make_staff("safety_lead")
    row = referrals.decide_referral(feedback, words(), by=lead)
    entry = list_entries("feedback", feedback.id)[-1]
    assert (entry.verb, entry.actor) == ("decide_safeguarding", f"staff:{lead.id}")
    assert entry.detail == {"referral": row.id, "decided": "referred", "council": SUNDERLAND}


def test_a_referral_without_a_council_is_refused_by_the_schema(context: Flask) -> None:
    feedback, lead = make_feedback(), make_staff("safety_lead")
    with pytest.raises(IntegrityError) as caught:
        referrals.decide_referral(feedback, words(council_code=None), by=lead)
    constraint = "ck_safeguarding_referrals_referral_names_council"
    assert violated_constraint(caught.value) == constraint


def test_an_item_cannot_be_deleted_from_under_its_referral(context: Flask) -> None:
    feedback, lead = make_feedback(), make_staff("safety_lead")
    referrals.decide_referral(feedback, words(), by=lead)
    with pytest.raises(IntegrityError), writing() as db:
        db.execute(text(f"DELETE FROM feedback WHERE id = {feedback.id}"))


def handed_over(feedback: Feedback, by: object) -> HandOver:
    """A hand-over to the trust of the service."""
    trust = hand_overs.find_organisation("R0B")
    assert trust is not None
    return hand_overs.hand_over(feedback, trust, "", "Invented: a fall", by=by)  # type: ignore[arg-type]


def open_ids() -> list[int]:
    """Hand-overs that are open."""
    return [r.id for r in page_of(open_hand_overs(viewer()), HandOver.id, 0)]


def test_a_hand_over_is_open_until_the_provider_answered(context: Flask) -> None:
    lead = make_staff("safety_lead")
    row = handed_over(make_feedback(), lead)
    hand_overs.record_answer(row, "LFPSE-INV-1", "We look into it", by=lead)
    assert open_ids() == [row.id]
    hand_overs.close(row, "", "We changed the bed rails", by=lead)
    assert open_ids() == []
    assert (row.provider_reference, len(row.answers)) == ("LFPSE-INV-1", 2)


def test_a_closed_hand_over_takes_no_more_answers(context: Flask) -> None:
    lead = make_staff("safety_lead")
    row = handed_over(make_feedback(), lead)
    hand_overs.close(row, "", "Done", by=lead)
    with pytest.raises(hand_overs.Closed):
        hand_overs.record_answer(row, "", "One more thing", by=lead)


def test_open_hand_overs_are_listed_with_their_age(page: Page) -> None:
    long_ago = time_machine.travel("2026-03-02T10:00:00Z", tick=False)
    with page.app.app_context(), page.app.test_request_context("/"), long_ago:
        handed_over(make_feedback(), make_staff("safety_lead"))
    sign_in_as(page, "safety_lead")
    shown = page.get("/desk/safety?list=hand_overs").text
    assert "South Tyneside and Sunderland" in shown
    assert "days old" in shown


def test_a_safety_lead_refers_and_then_adds_the_reference(page: Page) -> None:
    with page.app.app_context(), page.app.test_request_context("/"):
        feedback_id = make_feedback().id
    sign_in_as(page, "safety_lead")
    url = f"/desk/item/{feedback_id}/safeguarding"
    shown = page.get(url)
    assert "Look up the number on the council's own site: Sunderland" in shown.text
    assert shown.text.index("999") < shown.text.index("Write down a decision")
    page.post(url, {"at_risk": "adult", "decided": "referred", "council": SUNDERLAND,
                    "why": "Invented"}, action="safeguarding")  # fmt: skip
    with page.app.app_context():
        entry = session().query(Referral).one().id
    page.post(f"{url}/reference", {"entry": str(entry), "reference": "INV-9"}, at=url,
              action="reference")  # fmt: skip
    assert "INV-9" in page.get(url).text


def test_a_referral_names_its_council(page: Page) -> None:
    with page.app.app_context(), page.app.test_request_context("/"):
        feedback_id = make_feedback().id
    sign_in_as(page, "safety_lead")
    shown = page.post(f"/desk/item/{feedback_id}/safeguarding",
                      {"at_risk": "child", "decided": "referred", "council": "", "why": "Because"},
                      status=200)  # fmt: skip
    assert "Choose the council it was referred to" in shown.text
    assert "Because" in shown.response.text


@pytest.mark.parametrize("council", ["\x00", "E99999999", "'"])
def test_a_council_that_no_page_offers_is_refused(page: Page, council: str) -> None:
    with page.app.app_context(), page.app.test_request_context("/"):
        feedback_id = make_feedback().id
    sign_in_as(page, "safety_lead")
    url = f"/desk/item/{feedback_id}/safeguarding"
    typed = {"at_risk": "child", "decided": "referred", "council": council, "why": "x"}
    assert "Choose an answer" in page.post(url, typed, status=200).text


def test_a_provider_s_answer_is_kept_through_the_page(page: Page) -> None:
    with page.app.app_context(), page.app.test_request_context("/"):
        feedback_id = make_feedback().id
    sign_in_as(page, "safety_lead")
    url = f"/desk/item/{feedback_id}/hand-over"
    page.post(url, {"organisation": "R0B", "why": "Invented"})
    with page.app.app_context():
        row = session().query(HandOver).one().id
    typed = {"hand_over": str(row), "told_back": "", "provider_reference": "LFPSE-9"}
    shown = page.post(f"{url}/answer", typed, at=url, action="answer", status=200)
    assert "Write what they told you" in shown.text
    page.post(f"{url}/answer", {**typed, "told_back": "All is well", "close": "yes"}, at=url,
              action="answer")  # fmt: skip
    assert "Closed" in page.get(url).text
