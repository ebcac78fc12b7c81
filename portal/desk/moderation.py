"""Decisions on feedback. A second person checks what could hurt somebody."""

from collections.abc import Collection

from flask import Flask
from flask_babel import lazy_gettext as _l
from sqlalchemy import update
from sqlalchemy.orm.exc import StaleDataError

from portal.accounts.models import User
from portal.accounts.permissions import Permission, permissions_of
from portal.audit.service import record, staff
from portal.db import session, utc_now, writing
from portal.desk.models import Decision, Note, Outcome
from portal.desk.queries import open_decision, was_seconded
from portal.feedback import service as feedback_service
from portal.feedback.models import Feedback
from portal.feedback.signals import feedback_withdrawn
from portal.feedback.states import Channel, ContentNote, Kind, State
from portal.i18n import today
from portal.reasons.queries import find_reason
from portal.settings import value
from portal.web.errors import Refused


class SecondPersonNeeded(Refused):
    """Nobody checks what they decided themselves, and nobody without the role."""

    sentence = _l(
        "Somebody else has to check this: not the person who decided, and only somebody whose "
        "role allows it. If it was checked already, the item’s page says so."
    )


class ReasonNotOffered(Refused):
    """The reason is unknown, not offered yet or not offered any more."""

    sentence = _l(
        "This reason cannot be chosen today. Open the item again and choose one of those that "
        "its page offers."
    )


class CannotPublish(Refused):
    """A rule forbids showing this to everybody."""

    sentence = _l(
        "This cannot be published as it stands. It has to be approved, the person has to agree, "
        "and what may be a risk needs a second check. Complaints and imported comments are never "
        "published."
    )


def needs_second_person(feedback: Feedback, outcome: Outcome) -> bool:
    """Redacted words and anything with a risk are seen by two people before they are public."""
    risky = feedback.risk >= value("second_person_risk")
    return outcome == Outcome.REDACT or (outcome == Outcome.APPROVE and risky)


def decide(
    feedback: Feedback,
    *,
    outcome: Outcome,
    reason: str,
    public_text: str,
    version: int,
    by: User,
) -> Decision:
    """Record a decision and move the item; `version` is the one that the page showed.

    Raises `StaleDataError` when somebody changed the item meanwhile, `IllegalMove` when the
    table has no such move, `ReasonNotOffered` for a reason that is not offered today.
    """
    check_reason(reason)
    second = needs_second_person(feedback, outcome)
    words = public_text if outcome == Outcome.REDACT else None
    with writing() as db:
        check_version(feedback, version)
        decision = Decision(
            feedback_id=feedback.id,
            outcome=outcome,
            reason=reason,
            public_text=words,
            made_by=by.id,
            needs_second=second,
        )
        db.add(decision)
        feedback_service.move(
            feedback, _state_after(outcome, second), actor=staff(by.id), reason=reason
        )
        if outcome in (Outcome.APPROVE, Outcome.REDACT):
            _set_words(feedback, words)
    return decision


def is_open(feedback: Feedback) -> bool:
    """Whether a decision can be taken on the item as it stands."""
    return feedback.state in (State.RECEIVED, State.HELD)


def check_version(feedback: Feedback, version: int) -> None:
    """Raises `StaleDataError` unless the item is still as the page with `version` showed it."""
    if feedback.version != version:
        raise StaleDataError("the item was changed by somebody else")


def check_reason(code: str) -> None:
    """Raises `ReasonNotOffered` unless the reason is offered today."""
    known = find_reason(code)
    if known is None or not known.active(today()):
        raise ReasonNotOffered


def _state_after(outcome: Outcome, second: bool) -> State:
    if outcome == Outcome.HOLD:
        return State.HELD
    if outcome == Outcome.DECLINE:
        return State.DECLINED
    return State.SECOND_CHECK if second else State.APPROVED


def _set_words(feedback: Feedback, words: str | None) -> None:
    text = words or feedback_service.proposed_public_text(feedback)
    feedback_service.set_public_text(feedback, text)


@feedback_withdrawn.connect
def forget_words(_app: Flask, feedback: Feedback) -> None:
    """Erase a withdrawn person's words from decisions and notes; that they were made stays.

    A note between colleagues may quote the person, so its words go as well.
    """
    words = update(Decision).where(Decision.feedback_id == feedback.id).values(public_text=None)
    session().execute(words)
    session().execute(update(Note).where(Note.feedback_id == feedback.id).values(body=""))


def may_be_second(decision_by: int, user: User) -> bool:
    """Whether `user` may check what `decision_by` did: never oneself, but in the demo."""
    if Permission.CHECK_SECOND not in permissions_of(user.role_names):
        return False
    return user.id != decision_by or user.demo


def check_second(feedback: Feedback, *, agree: bool, version: int, by: User) -> None:
    """The second person agrees to what the page with `version` showed, or sends the item back.

    Raises `StaleDataError` when somebody changed the item meanwhile, `SecondPersonNeeded` for the
    same person or when nothing waits.
    """
    with writing():
        check_version(feedback, version)
        # an item that was held meanwhile waits for whoever held it, not for the second person
        decision = open_decision(feedback.id) if feedback.state == State.SECOND_CHECK else None
        if decision is None or not may_be_second(decision.made_by, by):
            raise SecondPersonNeeded
        decision.second_by, decision.second_at, decision.agreed = by.id, utc_now(), agree
        to = State.APPROVED if agree else State.RECEIVED
        feedback_service.move(feedback, to, actor=staff(by.id), second=True)


def may_publish(feedback: Feedback) -> bool:
    """Approved, consented, with words, and neither a complaint nor imported.

    What turned out to be a risk after one person approved it still needs the second.
    """
    return (
        feedback.state == State.APPROVED
        and feedback.publish_consent
        and bool(feedback.public_text)
        and feedback.kind != Kind.COMPLAINT
        and feedback.channel != Channel.IMPORT
        and (feedback.risk < value("second_person_risk") or was_seconded(feedback.id))
    )


def publish(
    feedback: Feedback,
    *,
    version: int,
    by: User,
    notes: Collection[ContentNote] | None = None,
) -> None:
    """Show it to everybody, as the page with `version` showed it to `by`.

    `notes` is what it may upset a reader with; None leaves what is noted. Raises `CannotPublish`
    when a rule forbids it and `StaleDataError` when somebody changed the item meanwhile.
    """
    if not may_publish(feedback):
        raise CannotPublish
    with writing():
        check_version(feedback, version)
        if notes is not None:
            _note_content(feedback, notes, by)
        feedback_service.move(feedback, State.PUBLISHED, actor=staff(by.id))


def note_content(
    feedback: Feedback, notes: Collection[ContentNote], *, version: int, by: User
) -> None:
    """Say what the words may upset a reader with.

    Raises `StaleDataError` as `publish` does, and `IllegalMove` for what was taken back.
    """
    with writing():
        check_version(feedback, version)
        if feedback.state == State.WITHDRAWN:
            raise feedback_service.IllegalMove("it was taken back")
        _note_content(feedback, notes, by)


def _note_content(feedback: Feedback, notes: Collection[ContentNote], by: User) -> None:
    if set(notes) == set(feedback.noted):
        return
    feedback_service.set_content_notes(feedback, notes)
    codes = feedback.content_notes.split()
    record(staff(by.id), "note_content", "feedback", feedback.id, notes=codes)


def unpublish(feedback: Feedback, *, version: int, by: User) -> None:
    """Take it down to look at it again. Raises `StaleDataError` as `publish` does."""
    with writing():
        check_version(feedback, version)
        feedback_service.move(feedback, State.HELD, actor=staff(by.id))


def take_down(feedback: Feedback, *, reason: str, version: int, by: User) -> None:
    """Take it down for a reason, which the person sees as they see that of any decision.

    Raises `ReasonNotOffered`, and `StaleDataError` as `publish` does.
    """
    check_reason(reason)
    with writing() as db:
        unpublish(feedback, version=version, by=by)
        hold = Decision(feedback_id=feedback.id, outcome=Outcome.HOLD, reason=reason, made_by=by.id)
        db.add(hold)


def reopen(feedback: Feedback, *, version: int, by: User) -> None:
    """Put a held or declined item back into the queue. Raises `StaleDataError` as `publish`."""
    with writing():
        check_version(feedback, version)
        feedback_service.move(feedback, State.RECEIVED, actor=staff(by.id))


def add_note(feedback: Feedback, body: str, *, by: User) -> None:
    """Keep a private note."""
    with writing():
        session().add(Note(feedback_id=feedback.id, body=body, written_by=by.id))
        record(staff(by.id), "add_note", "feedback", feedback.id)
