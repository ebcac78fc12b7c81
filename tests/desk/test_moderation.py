"""Decisions: the original stays, a second person checks, nobody overwrites a colleague."""

import pytest
from flask import Flask
from sqlalchemy.orm.exc import StaleDataError

from portal.audit.queries import list_entries
from portal.db import session
from portal.desk import moderation
from portal.desk.models import Outcome, Reason
from portal.desk.moderation import (
    CannotPublish,
    SecondPersonNeeded,
    check_second,
    may_publish,
    publish,
)
from portal.desk.queries import last_decision, list_decisions, list_notes
from portal.feedback.models import Feedback
from portal.feedback.queries import find_published
from portal.feedback.service import IllegalMove, raise_risk
from portal.feedback.states import Channel, Kind, Prompt, State
from portal.feedback.withdrawal import withdraw
from tests.factories import make_decision, make_feedback, make_staff

WORDS = "Nurse Joy Invented was kind"


def test_approved_words_are_the_persons_own(context: Flask) -> None:
    feedback = make_feedback(WORDS)
    make_decision(feedback, "approve", reason="fit_to_publish")
    assert (feedback.state, feedback.public_text) == (State.APPROVED, WORDS)


def test_only_answers_that_were_asked_for_the_public_are_proposed(context: Flask) -> None:
    passages = [(Prompt.GOOD, "Kind", None), (Prompt.STATEMENT, "My son Tim", None)]
    feedback = make_feedback(passages=passages)
    make_decision(feedback, "approve", reason="fit_to_publish")
    assert feedback.public_text == "Kind"


def test_redaction_keeps_the_original(context: Flask) -> None:
    feedback = make_feedback(WORDS)
    make_decision(feedback, "redact", public_text="[name removed] was kind")
    session().refresh(feedback)
    assert feedback.passages[0].original_text == WORDS
    assert feedback.public_text == "[name removed] was kind"
    assert "Joy" not in (feedback.search_text or "")


def test_redacted_words_wait_for_a_second_person(context: Flask) -> None:
    feedback = make_feedback(WORDS)
    make_decision(feedback, "redact", public_text="Kind")
    assert feedback.state == State.SECOND_CHECK
    assert not may_publish(feedback)


def test_a_risk_waits_for_a_second_person(context: Flask) -> None:
    feedback = make_feedback(WORDS)
    raise_risk(feedback.id, 1)
    session().refresh(feedback)
    make_decision(feedback, "approve", reason="fit_to_publish")
    assert feedback.state == State.SECOND_CHECK


def test_a_risk_found_after_the_approval_still_needs_the_second_person(context: Flask) -> None:
    feedback = make_feedback(WORDS)
    moderator = make_staff("moderator", demo=False)
    make_decision(feedback, "approve", reason="fit_to_publish", by=moderator)
    raise_risk(feedback.id, 1)
    session().refresh(feedback)
    with pytest.raises(CannotPublish):
        publish(feedback, version=feedback.version, by=moderator)
    assert find_published(feedback.id) is None


def test_a_second_person_agrees_and_it_can_be_published(context: Flask) -> None:
    feedback = make_feedback(WORDS)
    make_decision(feedback, "redact", public_text="Kind")
    approver = make_staff("approver", demo=False)
    check_second(feedback, agree=True, version=feedback.version, by=approver)
    publish(feedback, version=feedback.version, by=approver)
    decision = last_decision(feedback.id)
    assert decision is not None
    assert (decision.second_by, decision.agreed) == (approver.id, True)
    assert find_published(feedback.id) is not None


def test_a_second_person_who_disagrees_sends_it_back(context: Flask) -> None:
    feedback = make_feedback(WORDS)
    make_decision(feedback, "redact", public_text="Kind")
    check_second(
        feedback, agree=False, version=feedback.version, by=make_staff("approver", demo=False)
    )
    assert feedback.state == State.RECEIVED


def test_nobody_is_their_own_second_person(context: Flask) -> None:
    both = make_staff("moderator", "approver", demo=False)
    feedback = make_feedback(WORDS)
    make_decision(feedback, "redact", public_text="Kind", by=both)
    with pytest.raises(SecondPersonNeeded):
        check_second(feedback, agree=True, version=feedback.version, by=both)


def test_a_demo_account_may_play_both_people(context: Flask) -> None:
    both = make_staff("moderator", "approver", demo=True)
    feedback = make_feedback(WORDS)
    make_decision(feedback, "redact", public_text="Kind", by=both)
    check_second(feedback, agree=True, version=feedback.version, by=both)
    assert feedback.state == State.APPROVED


def test_somebody_without_the_role_is_no_second_person(context: Flask) -> None:
    feedback = make_feedback(WORDS)
    make_decision(feedback, "redact", public_text="Kind")
    with pytest.raises(SecondPersonNeeded):
        check_second(
            feedback, agree=True, version=feedback.version, by=make_staff("responder", demo=False)
        )


def test_nothing_waits_for_a_second_person_where_nothing_was_decided(context: Flask) -> None:
    feedback = make_feedback()
    with pytest.raises(SecondPersonNeeded):
        check_second(
            feedback, agree=True, version=feedback.version, by=make_staff("approver", demo=False)
        )


def test_a_held_item_is_not_approved_by_the_second_person(context: Flask) -> None:
    feedback = make_feedback(WORDS)
    moderator = make_staff("moderator", demo=False)
    make_decision(feedback, "redact", public_text="Kind", by=moderator)
    make_decision(feedback, "hold", reason="safeguarding", by=moderator)
    with pytest.raises(SecondPersonNeeded):
        check_second(
            feedback, agree=True, version=feedback.version, by=make_staff("approver", demo=False)
        )
    assert feedback.state == State.HELD


def test_a_decision_on_an_old_version_is_refused(context: Flask) -> None:
    feedback = make_feedback(WORDS)
    seen, moderator = feedback.version, make_staff("moderator", demo=False)
    make_decision(feedback, "hold", by=moderator)
    with pytest.raises(StaleDataError):
        moderation.decide(feedback, outcome=Outcome.APPROVE, reason=Reason.FIT_TO_PUBLISH,
                          public_text="", version=seen, by=moderator)  # fmt: skip
    assert feedback.state == State.HELD
    assert len(list_decisions(feedback.id)) == 1


def test_a_refused_decision_is_not_kept(context: Flask) -> None:
    feedback = make_feedback(WORDS)
    withdraw(feedback)
    with pytest.raises(IllegalMove):
        make_decision(feedback, "approve", reason="fit_to_publish")
    assert list_decisions(feedback.id) == []


@pytest.mark.parametrize(
    "values",
    [{"kind": Kind.COMPLAINT}, {"channel": Channel.IMPORT}, {"publish_consent": False},
     {"text": ""}],
)  # fmt: skip
def test_what_may_not_be_published_is_not(context: Flask, values: dict[str, object]) -> None:
    feedback: Feedback = make_feedback(**values)  # type: ignore[arg-type]
    moderator = make_staff("moderator", demo=False)
    make_decision(feedback, "approve", reason="fit_to_publish", by=moderator)
    with pytest.raises(CannotPublish):
        publish(feedback, version=feedback.version, by=moderator)
    assert find_published(feedback.id) is None


def test_every_decision_stays_with_its_reason(context: Flask) -> None:
    feedback, moderator = make_feedback(WORDS), make_staff("moderator", demo=False)
    make_decision(feedback, "hold", reason="safeguarding", by=moderator)
    make_decision(feedback, "decline", reason="abuse", by=moderator)
    reasons = [d.reason for d in list_decisions(feedback.id)]
    assert reasons == ["abuse", "safeguarding"]
    assert list_entries("feedback", feedback.id)[-1].detail["reason"] == "abuse"


def test_a_note_is_kept_with_its_author_and_never_in_the_trail(context: Flask) -> None:
    feedback, moderator = make_feedback(WORDS), make_staff("moderator", demo=False)
    moderation.add_note(feedback, "Ask the ward", by=moderator)
    assert [(n.body, n.written_by) for n in list_notes(feedback.id)] == [
        ("Ask the ward", moderator.id)
    ]
    assert "Ask" not in str([e.detail for e in list_entries("feedback", feedback.id)])


def test_a_withdrawal_erases_notes_that_may_quote_the_person(context: Flask) -> None:
    feedback, moderator = make_feedback(WORDS), make_staff("moderator", demo=False)
    moderation.add_note(feedback, f"She wrote: {WORDS}", by=moderator)
    withdraw(feedback)
    session().expire_all()
    assert [(n.body, n.written_by) for n in list_notes(feedback.id)] == [("", moderator.id)]
