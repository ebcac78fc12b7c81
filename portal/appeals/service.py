"""Asking for a second look, taking in reports, and deciding on both."""

from datetime import timedelta
from enum import StrEnum

from flask import Flask
from flask_babel import lazy_gettext as _l
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from portal.accounts.models import User
from portal.accounts.permissions import Permission, permissions_of
from portal.appeals.models import Appeal, AppealState
from portal.appeals.notifications import mail_key, tell_reporter, tell_writer
from portal.appeals.queries import appealable, standing_decision
from portal.audit.service import PERSON, record, staff
from portal.classifier import rules
from portal.db import session, to_the_hour, utc_now, violated_constraint, writing
from portal.desk import moderation
from portal.desk.models import Decision, PageReport, Reason, Wrong
from portal.desk.queries import last_decision
from portal.desk.service import About, deal_with, report_page
from portal.feedback.models import Feedback
from portal.feedback.signals import feedback_withdrawn, record_closed
from portal.feedback.states import State
from portal.i18n import today
from portal.jobs import wake
from portal.notify.service import forget_mails
from portal.settings import value
from portal.web.errors import Refused

SUBJECT = "appeal"
#: reports that ask for something to be taken away, and the reason if that is done
SHOULD_NOT_BE_HERE = {
    Wrong.ABOUT_ME: Reason.IDENTIFIES_SOMEONE,
    Wrong.OFFENSIVE: Reason.ABUSE,
}
URGENT = 2


class NothingToAsk(Refused):
    """There is no decision, or it was looked at again already."""

    sentence = _l(
        "You can ask for a second look once for each decision. Your page shows where it stands. "
        "You can always write to us there."
    )


class SomebodyElseDecides(Refused):
    """Whoever took the decision or checked it does not judge it."""

    sentence = _l(
        "Somebody else has to decide on this appeal: not the person who took the decision or "
        "checked it, and only somebody who may moderate or check. Leave it for a colleague."
    )


class Step(StrEnum):
    """What changes when the person is right."""

    REOPEN = "reopen"
    TAKE_DOWN = "take_down"
    NONE = "none"


def ask_again(feedback: Feedback, words: str) -> Appeal:
    """Keep the wish of the person for a second look at the decision that stands.

    Urgent words put the item in the red queue. Raises `NothingToAsk`.
    """
    risk = rules.risk_of(rules.match(words))
    try:
        with writing() as db:
            decision = appealable(feedback)
            if decision is None:
                raise NothingToAsk
            appeal = _new(feedback, decision, words=words, language=feedback.language)
            appeal.decision_id = decision.id
            db.add(appeal)
            db.flush()
            record(PERSON, "ask_again", "feedback", feedback.id, decision_id=decision.id)
            if risk >= URGENT:
                feedback.risk = max(feedback.risk, risk)
                record(PERSON, "write_back", "feedback", feedback.id)
    except IntegrityError as error:  # sent twice at the same moment
        if violated_constraint(error) != "uq_appeals_decision_id":
            raise
        raise NothingToAsk from None
    return appeal


def receive_report(
    page: str, body: str, language: str, *, about: About, contact: str
) -> PageReport:
    """Keep a report about a page; what should not be there comes into the queue of appeals."""
    with writing() as db:
        report = report_page(page, body, language, about=about, contact=contact)
        if report.wrong in SHOULD_NOT_BE_HERE:
            feedback = db.get(Feedback, about.feedback_id) if about.feedback_id else None
            decision = last_decision(feedback.id) if feedback else None
            appeal = _new(feedback, decision, language=language)
            appeal.report_id, appeal.urgent = report.id, report.wrong == Wrong.ABOUT_ME
            days = value("urgent_appeal_days" if appeal.urgent else "appeal_days")
            appeal.due_on = today() + timedelta(days=days)
            db.add(appeal)
    return report


def _new(
    feedback: Feedback | None, decision: Decision | None, *, language: str, words: str = ""
) -> Appeal:
    return Appeal(
        feedback_id=feedback.id if feedback else None,
        words=words,
        language=language,
        asked_at=to_the_hour(utc_now()),
        due_on=today() + timedelta(days=value("appeal_days")),
        taken_by=decision.made_by if decision else None,
        checked_by=decision.second_by if decision else None,
    )


def next_step(appeal: Appeal) -> Step:
    """What is done with the item when the person is right, as it stands now."""
    feedback = appeal.feedback
    if feedback is None:
        return Step.NONE
    published = feedback.state == State.PUBLISHED
    if appeal.report_id is not None:
        return Step.TAKE_DOWN if published else Step.NONE
    decision = standing_decision(feedback)
    if decision is None or decision.id != appeal.decision_id:  # it was decided anew meanwhile
        return Step.NONE
    return Step.TAKE_DOWN if published else Step.REOPEN


def may_decide(appeal: Appeal, user: User) -> bool:
    """Whether `user` may judge it: somebody who moderates or checks and had no part in it."""
    held = permissions_of(user.role_names)
    able = Permission.MODERATE in held or Permission.CHECK_SECOND in held
    return able and user.id not in (appeal.taken_by, appeal.checked_by)


def decide_appeal(appeal: Appeal, *, upheld: bool, answer: str, version: int, by: User) -> None:
    """Decide on an appeal with a sentence of 1 to 1,000 characters that the person reads.

    Where the person is right, what follows is done at once: `next_step` says what. `version` is
    that of the item on the page. Raises `SomebodyElseDecides`, and `StaleDataError` when somebody
    decided or changed the item meanwhile.
    """
    with writing() as db:
        mine = select(Appeal).filter_by(id=appeal.id).with_for_update(of=Appeal)
        appeal = db.scalars(mine).unique().one()
        if not may_decide(appeal, by):
            raise SomebodyElseDecides
        if appeal.state != AppealState.OPEN:
            raise StaleDataError("somebody decided on it already")
        if upheld:
            _change(appeal, version, by)
        appeal.state = AppealState.UPHELD if upheld else AppealState.NOT_UPHELD
        appeal.answer, appeal.decided_by, appeal.decided_at = answer, by.id, utc_now()
        db.flush()
        record(staff(by.id), "decide_appeal", SUBJECT, appeal.id, upheld=upheld)
        _tell(appeal, by)
    wake("mails")


def _change(appeal: Appeal, version: int, by: User) -> None:
    feedback, step = appeal.feedback, next_step(appeal)
    if feedback is None:
        return
    moderation.check_version(feedback, version)
    if step == Step.REOPEN:
        moderation.reopen(feedback, version=version, by=by)
    elif step == Step.TAKE_DOWN and appeal.report:
        reason = SHOULD_NOT_BE_HERE[Wrong(appeal.report.wrong)]
        moderation.take_down(feedback, reason=reason, version=version, by=by)
    elif step == Step.TAKE_DOWN:
        moderation.unpublish(feedback, version=version, by=by)


def _tell(appeal: Appeal, by: User) -> None:
    if appeal.report is None:
        tell_writer(appeal)
        return
    tell_reporter(appeal, appeal.report)
    deal_with(appeal.report, by=by)


@feedback_withdrawn.connect
def forget_appeals(_app: Flask, feedback: Feedback) -> None:
    """Erase what was asked and answered about words that are gone, and close what is open."""
    about = Appeal.feedback_id == feedback.id
    forget_mails([mail_key(ident) for ident in session().scalars(select(Appeal.id).where(about))])
    session().execute(update(Appeal).where(about).values(words="", answer=""))
    _close(feedback.id)


@record_closed.connect
def close_appeals(_app: Flask, feedback_id: int, **_news: object) -> None:
    """Close what is open about an item that was taken back while its words must be kept."""
    feedback = session().get(Feedback, feedback_id)
    if feedback is not None and feedback.state == State.WITHDRAWN:
        _close(feedback_id)


def _close(feedback_id: int) -> None:
    still = update(Appeal).where(
        Appeal.feedback_id == feedback_id, Appeal.state == AppealState.OPEN
    )
    session().execute(still.values(state=AppealState.WITHDRAWN))
