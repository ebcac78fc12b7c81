"""How severe it is, and the duty of candour question."""

from datetime import date

from flask_babel import lazy_gettext as _l

from portal.accounts.models import User
from portal.accounts.permissions import Permission, permissions_of
from portal.audit.service import record, staff
from portal.db import session, writing
from portal.feedback.models import Feedback
from portal.safety import urgent
from portal.safety.models import ASKS_CANDOUR, HIGH, Candour, CandourAnswer, Severity
from portal.safety.queries import current_severity, newest_candour
from portal.web.errors import Refused


class NotAsked(Refused):
    """The question is put only from severity 3 on."""

    sentence = _l(
        "This question is asked from severity 3 on. Judge the severity first, then answer it."
    )


def may_judge(user: User) -> bool:
    """Whether `user` may say how severe an item is: moderators and safety leads."""
    held = permissions_of(user.role_names)
    return bool(held & {Permission.MODERATE, Permission.LEAD_SAFETY})


def judge(feedback: Feedback, severity: int, reason: str, *, by: User) -> Severity:
    """Keep how severe the worst statement is; the newest judgement counts, all stay.

    A high one calls for a reader; the same judgement sent twice is kept once.
    """
    with writing() as db:
        before = current_severity(feedback.id)
        if before and _same(before, severity, reason, by):
            return before
        row = Severity(feedback_id=feedback.id, severity=severity, reason=reason, judged_by=by.id)
        db.add(row)
        record(staff(by.id), "judge_severity", "feedback", feedback.id, severity=severity)
        db.flush()
        if severity >= HIGH:
            urgent.call_for_severity(feedback)
        else:
            urgent.no_longer_severe(feedback, by=by)
    return row


def _same(before: Severity, severity: int, reason: str, by: User) -> bool:
    return (before.severity, before.reason, before.judged_by) == (severity, reason, by.id)


def answer_candour(
    feedback: Feedback, answer: Candour, why: str, told_on: date | None, *, by: User
) -> CandourAnswer:
    """Keep whether it could be a notifiable safety incident and when the provider was told.

    The duty itself is the provider's (2014 Regulations, reg 20). The newest answer counts, all
    stay. Raises `NotAsked` while the severity is below 3.
    """
    severity = current_severity(feedback.id)
    if severity is None or severity.severity < ASKS_CANDOUR:
        raise NotAsked("severity")
    with writing() as db:
        before = newest_candour(feedback.id)
        if before and (before.answer, before.why, before.provider_told_on, before.answered_by) == (
            answer, why, told_on, by.id
        ):  # fmt: skip
            return before
        row = CandourAnswer(
            feedback_id=feedback.id,
            answer=answer,
            why=why,
            provider_told_on=told_on,
            answered_by=by.id,
        )
        session().add(row)
        record(staff(by.id), "answer_candour", "feedback", feedback.id, answer=answer)
        db.flush()
    return row
