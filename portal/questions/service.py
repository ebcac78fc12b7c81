"""Ask the person, take a question back, and take the person's answer."""

from collections.abc import Collection

from flask import Flask
from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select, update
from sqlalchemy.orm.exc import StaleDataError

from portal.accounts.models import User
from portal.accounts.permissions import Permission, permissions_of
from portal.audit.service import PERSON, record, staff
from portal.db import session, to_the_hour, utc_now, writing
from portal.feedback.models import Feedback
from portal.feedback.service import risk_of_words
from portal.feedback.signals import feedback_withdrawn
from portal.feedback.states import Channel, State
from portal.jobs import wake
from portal.questions.models import FollowUpAnswer, FollowUpQuestion
from portal.questions.notifications import tell_of_question
from portal.questions.queries import count_turns, list_questions
from portal.web.errors import Refused

#: more at once would be a questionnaire; people answer none of it
MOST_WAITING = 3
#: whoever works on an item may ask; complaints are open to those who handle them alone
ASKERS = frozenset(
    {
        Permission.MODERATE,
        Permission.RESPOND,
        Permission.HANDLE_COMPLAINTS,
        Permission.LEAD_SAFETY,
    }
)


class CannotBeAsked(Refused):
    """There is no way to the person, or they took their words back."""

    sentence = _l(
        "This person cannot be asked here: there is no secret code with which they come back, or "
        "they took their words back."
    )


class EnoughAsked(Refused):
    """The person has as many questions before them as is fair."""

    sentence = _l(
        "3 questions wait for this person already. Wait for an answer, or take one of them back."
    )


class Answered(Refused):
    """What was answered stays asked."""

    sentence = _l("The person has answered this question, so it cannot be taken back any more.")


class NotOpen(Refused):
    """The person answered the question before, or staff took it back."""

    sentence = _l(
        "This question does not wait for an answer any more. What you typed is below: you can send "
        "it as a message."
    )


def may_ask(user: User) -> bool:
    """Whether somebody with the roles of `user` asks people questions."""
    return bool(ASKERS & permissions_of(user.role_names))


def can_be_asked(feedback: Feedback) -> bool:
    """Whether the person has a code to come back with, and did not take their words back.

    A contact alone is not enough: a mail holds no question, and the page opens by the code only.
    """
    reachable = feedback.code_hash is not None and feedback.channel != Channel.IMPORT
    return reachable and feedback.state != State.WITHDRAWN


def ask(
    feedback: Feedback, body: str, *, by: User, language: str = "en", seen: int | None = None
) -> FollowUpQuestion:
    """Put a question of 1 to 2,000 characters to the person; they are told as of an answer.

    `seen` is the number of turns that the asker's page showed (`count_turns`). The same question
    of the same person again is the first one: a button that was pressed twice. Raises
    `CannotBeAsked`, `EnoughAsked`, and `StaleDataError` when the talk went on meanwhile.
    """
    with writing() as db:
        _lock(feedback)
        if not can_be_asked(feedback):
            raise CannotBeAsked
        waiting = [question for question in list_questions(feedback.id) if question.waits]
        for earlier in waiting:
            if (earlier.body, earlier.asked_by) == (body, by.id):
                return earlier
        if seen is not None and count_turns(feedback.id) != seen:
            raise StaleDataError("a colleague asked or the person answered meanwhile")
        if len(waiting) >= MOST_WAITING:
            raise EnoughAsked
        question = FollowUpQuestion(
            feedback_id=feedback.id,
            body=body,
            language=language,
            asked_by=by.id,
            signed=", ".join(filter(None, (by.name, by.job_title))),
            asked_at=utc_now(),
        )
        db.add(question)
        db.flush()
        record(staff(by.id), "ask_question", "feedback", feedback.id, question_id=question.id)
        tell_of_question(feedback, question.id)
    wake("mails")
    return question


def _lock(feedback: Feedback) -> None:
    """Two who ask, or one who asks and one who answers, come one after the other."""
    session().refresh(feedback, with_for_update={"of": Feedback})


def is_open(feedback: Feedback, question_id: int) -> bool:
    """Whether that question of the item waits for an answer."""
    return any(q.id == question_id and q.waits for q in list_questions(feedback.id))


def take_back(feedback: Feedback, question: FollowUpQuestion, *, by: User) -> None:
    """Take a question back that nobody has answered; that it was asked stays.

    Twice changes nothing. Raises `Answered`.
    """
    with writing():
        _lock(feedback)
        session().refresh(question)
        if question.answer is not None:
            raise Answered
        if question.taken_back_at is None:
            question.taken_back_by, question.taken_back_at = by.id, utc_now()
            record(
                staff(by.id), "take_question_back", "feedback", feedback.id,
                question_id=question.id,
            )  # fmt: skip


def answer(feedback: Feedback, question_id: int, text: str) -> FollowUpAnswer:
    """Keep the person's answer; urgent words put the item in the red queue, whatever its state.

    The same answer again is the first one. Raises `NotOpen` for a question of another item, one
    that was taken back, and one that has another answer.
    """
    if question_id >= 2**31:  # no id is that high, and the databases would refuse to compare it
        raise NotOpen
    with writing() as db:
        _lock(feedback)
        wanted = select(FollowUpQuestion).filter_by(id=question_id, feedback_id=feedback.id)
        question = db.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
        if question is not None and question.answer and question.answer.body == text:
            return question.answer
        if question is None or not question.waits or feedback.state == State.WITHDRAWN:
            raise NotOpen
        given = FollowUpAnswer(
            question_id=question.id,
            body=text,
            language=feedback.language,
            answered_at=to_the_hour(utc_now()),
        )
        question.answer = given
        feedback.risk = max(feedback.risk, risk_of_words(text))
        record(PERSON, "answer_question", "feedback", feedback.id, question_id=question.id)
    return given


def mark_read(feedback: Feedback, question_ids: Collection[int], *, by: User) -> int:
    """Record that `by` read the answers to these questions; returns how many were new.

    Only what the page showed is marked: an answer that came later stays new.
    """
    with writing():
        unread = [
            question.answer
            for question in list_questions(feedback.id)
            if question.id in question_ids and question.answer and not question.answer.read_at
        ]
        for each in unread:
            each.read_by, each.read_at = by.id, utc_now()
            record(
                staff(by.id), "read_answer", "feedback", feedback.id, question_id=each.question_id
            )
    return len(unread)


@feedback_withdrawn.connect
def forget_questions(_app: Flask, feedback: Feedback) -> None:
    """Erase the answers, and the words of questions, which may quote the person.

    Who asked and when stays.
    """
    asked = FollowUpQuestion.feedback_id == feedback.id
    ids = select(FollowUpQuestion.id).where(asked)
    session().execute(delete(FollowUpAnswer).where(FollowUpAnswer.question_id.in_(ids)))
    session().execute(update(FollowUpQuestion).where(asked).values(body=""))
