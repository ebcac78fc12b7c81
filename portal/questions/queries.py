"""Reading questions and answers."""

from collections.abc import Sequence

from sqlalchemy import Select, and_, func, or_, select

from portal.db import session
from portal.questions.models import FollowUpAnswer, FollowUpQuestion

#: what the person may still answer
WAITS = (
    FollowUpQuestion.body != "",
    FollowUpQuestion.taken_back_at.is_(None),
    ~select(FollowUpAnswer.question_id)
    .where(FollowUpAnswer.question_id == FollowUpQuestion.id)
    .correlate(FollowUpQuestion)
    .exists(),
)


def list_questions(feedback_id: int) -> Sequence[FollowUpQuestion]:
    """The questions about one item with their answers, oldest first; erased ones are left out."""
    wanted = select(FollowUpQuestion).filter_by(feedback_id=feedback_id)
    wanted = wanted.where(FollowUpQuestion.body != "").order_by(FollowUpQuestion.id)
    return session().scalars(wanted).all()


def find_question(question_id: int) -> FollowUpQuestion | None:
    """One question."""
    return session().get(FollowUpQuestion, question_id) if question_id < 2**31 else None


def count_turns(feedback_id: int) -> int:
    """How many questions, answers and questions taken back one item has: it grows with each."""
    wanted = (
        select(
            func.count(FollowUpQuestion.id),
            func.count(FollowUpAnswer.question_id),
            func.count(FollowUpQuestion.taken_back_at),
        )
        .outerjoin(FollowUpAnswer, FollowUpAnswer.question_id == FollowUpQuestion.id)
        .where(FollowUpQuestion.feedback_id == feedback_id)
    )
    return sum(session().execute(wanted).one())


def waiting_for_person() -> Select[int]:
    """The ids of the items with a question that the person may still answer."""
    return select(FollowUpQuestion.feedback_id).where(*WAITS)


def with_unread_answer() -> Select[int]:
    """The ids of the items with an answer that no member of staff has read."""
    answered = select(FollowUpQuestion.feedback_id).join(FollowUpAnswer)
    return answered.where(FollowUpAnswer.read_at.is_(None))


def asked_among(feedback_ids: Sequence[int]) -> tuple[set[int], set[int]]:
    """Which of these items wait for the person, and which have an answer that nobody has read."""
    answered = FollowUpAnswer.question_id.is_not(None)
    wanted = (
        select(FollowUpQuestion.feedback_id, answered)
        .outerjoin(FollowUpAnswer, FollowUpAnswer.question_id == FollowUpQuestion.id)
        .where(
            FollowUpQuestion.feedback_id.in_(feedback_ids),
            or_(answered & FollowUpAnswer.read_at.is_(None), and_(*WAITS)),
        )
    )
    found: tuple[set[int], set[int]] = (set(), set())
    for feedback_id, unread in session().execute(wanted):
        found[bool(unread)].add(feedback_id)
    return found
