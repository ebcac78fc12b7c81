"""Deciding on appeals: by somebody else, with a sentence, and the right verb follows."""

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from portal.appeals.models import Appeal
from portal.appeals.service import SomebodyElseDecides, ask_again, decide_appeal, may_decide
from portal.audit.queries import list_entries
from portal.db import session, violated_constraint, writing
from portal.desk import moderation
from portal.desk.models import PageReport, Wrong
from portal.desk.queries import last_decision
from portal.feedback.models import Feedback
from portal.feedback.notifications import confirm_address
from portal.feedback.states import State
from portal.feedback.withdrawal import withdraw
from portal.notify.models import Mail
from tests.appeals.made import all_appeals, appeal_of, moderator, published, report
from tests.factories import make_decision, make_feedback, make_staff


def decide(appeal: Appeal, *, upheld: bool, by: object, version: int | None = None) -> Feedback:
    """Decide with the version that a fresh page shows; returns the item."""
    feedback = session().get_one(Feedback, appeal.feedback_id)
    version = feedback.version if version is None else version
    decide_appeal(appeal, upheld=upheld, answer="We looked.", version=version, by=by)  # type: ignore[arg-type]
    return feedback


def test_an_upheld_appeal_puts_a_declined_item_back_into_the_queue(context: Flask) -> None:
    appeal = appeal_of(moderator())
    second = moderator("second")
    feedback = decide(appeal, upheld=True, by=second)
    assert (feedback.state, appeal.state, appeal.answer) == (State.RECEIVED, "upheld", "We looked.")
    assert list_entries("appeal", appeal.id)[-1].detail == {"upheld": True}


def test_an_appeal_that_is_not_upheld_changes_nothing(context: Flask) -> None:
    appeal = appeal_of(moderator())
    feedback = decide(appeal, upheld=False, by=moderator("second"))
    assert (feedback.state, appeal.state) == (State.DECLINED, "not_upheld")


def test_published_words_that_were_cut_are_taken_down_to_be_decided_anew(context: Flask) -> None:
    first, second = moderator(), make_staff("approver", demo=False)
    feedback = make_feedback("Nurse Joy Invented was kind")
    make_decision(feedback, "redact", public_text="Kind", by=first)
    moderation.check_second(feedback, agree=True, version=feedback.version, by=second)
    moderation.publish(feedback, version=feedback.version, by=first)
    decide(ask_again(feedback, "Her name may stay"), upheld=True, by=moderator("third"))
    assert feedback.state == State.HELD


@pytest.mark.parametrize("demo", [True, False])
def test_nobody_decides_on_their_own_decision(context: Flask, demo: bool) -> None:
    first = make_staff("moderator", "approver", demo=demo)
    appeal = appeal_of(first)
    with pytest.raises(SomebodyElseDecides):
        decide(appeal, upheld=True, by=first)
    with pytest.raises(IntegrityError) as caught, writing() as db:
        values = {"state": "upheld", "decided_by": first.id}
        db.execute(update(Appeal).where(Appeal.id == appeal.id).values(**values))
    assert violated_constraint(caught.value) == "ck_appeals_not_by_who_decided"


def test_who_checked_the_decision_does_not_judge_it(context: Flask) -> None:
    appeal, second = appeal_of(moderator()), moderator("second")
    with writing():
        appeal.checked_by = second.id
    assert not may_decide(appeal, second)
    assert may_decide(appeal, moderator("third"))
    assert not may_decide(appeal, make_staff("responder", demo=False))


def test_two_who_decide_hear_of_each_other(context: Flask) -> None:
    appeal = appeal_of(moderator())
    decide(appeal, upheld=False, by=moderator("second"))
    with pytest.raises(StaleDataError):
        decide(appeal, upheld=True, by=moderator("third"))
    assert all_appeals()[0].state == "not_upheld"


def test_an_item_that_changed_meanwhile_is_not_changed_again(context: Flask) -> None:
    first = moderator()
    appeal = appeal_of(first)
    feedback = session().get_one(Feedback, appeal.feedback_id)
    seen = feedback.version
    moderation.reopen(feedback, version=seen, by=first)
    with pytest.raises(StaleDataError):
        decide(appeal, upheld=True, by=moderator("second"), version=seen)
    assert all_appeals()[0].state == "open"


def test_a_report_that_is_right_takes_the_experience_down_with_a_reason(context: Flask) -> None:
    first = moderator()
    feedback = published(first)
    report(Wrong.ABOUT_ME, feedback)
    assert feedback.state == State.PUBLISHED  # nothing is hidden by itself
    decide(all_appeals()[0], upheld=True, by=moderator("second"))
    decision = last_decision(feedback.id)
    assert decision is not None
    assert (feedback.state, decision.reason) == (State.HELD, "identifies_someone")


def test_who_left_an_address_gets_the_sentence_and_the_address_goes(context: Flask) -> None:
    feedback = published(moderator())
    report(Wrong.OFFENSIVE, feedback, contact="neighbour@person.example")
    decide(all_appeals()[0], upheld=False, by=moderator("second"))
    mail = session().query(Mail).filter_by(purpose="report").one()
    assert mail.recipient == "neighbour@person.example" and "We looked." in mail.body
    found = session().query(PageReport).one()
    assert found.contact is None and found.dealt_with_by is not None


def test_taking_back_erases_report_address_and_mail(context: Flask) -> None:
    feedback = published(moderator())
    report(Wrong.OFFENSIVE, feedback, contact="neighbour@person.example")
    decide(all_appeals()[0], upheld=False, by=moderator("second"))
    report(Wrong.OFFENSIVE, feedback, contact="other@person.example")
    withdraw(feedback)
    session().expire_all()
    assert [(r.body, r.contact) for r in session().query(PageReport)] == [("", None)] * 2
    assert session().query(Mail).filter_by(purpose="report").count() == 0
    assert [a.state for a in all_appeals()] == ["not_upheld", "withdrawn"]


def test_the_writer_is_told_by_mail_once_the_address_is_confirmed(context: Flask) -> None:
    first = moderator()
    feedback = make_feedback(contact={"email": "writer@person.example"})
    make_decision(feedback, "decline", reason="abuse", by=first)
    decide(ask_again(feedback, "Please"), upheld=False, by=moderator("second"))
    assert session().query(Mail).filter_by(purpose="appeal").count() == 0
    confirm = session().query(Mail).filter_by(purpose="confirm").one().body
    assert confirm_address(confirm.partition("/confirm-email/")[2].split()[0])
    mail = session().query(Mail).filter_by(purpose="appeal").one()
    assert "We looked." not in mail.body
