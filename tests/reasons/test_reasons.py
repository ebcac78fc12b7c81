"""Reasons: those of the portal stay, others come and go, decisions keep theirs."""

from datetime import timedelta

import pytest
from flask import Flask

from portal.db import session
from portal.desk.forms import DecisionForm
from portal.desk.moderation import ReasonNotOffered
from portal.feedback.codes import as_words
from portal.i18n import today
from portal.reasons.models import Reason
from portal.reasons.queries import find_reason, list_active_reasons, reason_for_staff
from portal.reasons.service import ReasonRefused, add_reason, change_reason
from tests.factories import (
    CODE,
    make_decision,
    make_feedback,
    make_feedback_with_code,
    make_staff,
)
from tests.pages import Page


def add(code: str = "wrong_place") -> None:
    """A reason of the organisation's own."""
    words = {"for_staff": "It is about another region", "for_person": "This is not our region."}
    add_reason(code, **words, active_from=None, actor="staff:1")


def retire(code: str) -> None:
    """Offered until yesterday."""
    own = code not in set(Reason)
    words = {
        "for_staff": "It is about another region" if own else "",
        "for_person": "This is not our region." if own else "",
    }
    dates = {"active_from": None, "active_to": today() - timedelta(days=1)}
    change_reason(code, **words, **dates, actor="staff:1")


def offered() -> list[str]:
    """What the form offers."""
    return [option.data for option in DecisionForm().reason]


def test_the_reasons_of_the_portal_are_offered_from_the_start(context: Flask) -> None:
    assert offered() == [str(reason) for reason in Reason]
    assert reason_for_staff("abuse") == "It attacks somebody"


def test_an_own_reason_is_offered_and_used(context: Flask) -> None:
    add()
    decision = make_decision(make_feedback(), "decline", reason="wrong_place")
    assert "wrong_place" in offered()
    assert decision.reason == "wrong_place"


def test_a_retired_reason_is_offered_no_longer_but_still_read(context: Flask) -> None:
    add()
    moderator = make_staff("moderator")
    make_decision(make_feedback(), "decline", reason="wrong_place", by=moderator)
    retire("wrong_place")
    assert "wrong_place" not in offered()
    assert reason_for_staff("wrong_place") == "It is about another region"
    with pytest.raises(ReasonNotOffered):
        make_decision(make_feedback("More"), "decline", reason="wrong_place", by=moderator)


def test_a_reason_of_the_portal_can_rest_but_approving_always_has_one(context: Flask) -> None:
    retire("duplicate")
    assert "duplicate" not in [r.code for r in list_active_reasons()]
    with pytest.raises(ReasonRefused, match="approval"):
        retire("fit_to_publish")


@pytest.mark.parametrize(
    ("code", "wrong"), [("abuse", "code_taken"), ("A", "code_form"), ("a b c", "code_form")]
)
def test_a_wrong_code_is_refused(context: Flask, code: str, wrong: str) -> None:
    with pytest.raises(ReasonRefused, match=wrong):
        add(code)


def test_nobody_decides_for_a_reason_that_does_not_exist(context: Flask) -> None:
    with pytest.raises(ReasonNotOffered):
        make_decision(make_feedback(), "decline", reason="invented")
    assert find_reason("invented") is None


def test_the_person_reads_why_in_the_sentence_made_for_them(sqlite_page: Page) -> None:
    with sqlite_page.app.app_context(), sqlite_page.app.test_request_context("/"):
        add()
        feedback = make_feedback_with_code()
        reference = feedback.reference
        make_decision(feedback, "decline", reason="wrong_place")
        session().rollback()
    sqlite_page.post("/my-feedback", {"reference": reference, "code": as_words(CODE)})
    assert "This is not our region." in sqlite_page.get("/my-feedback/page").text
