"""The reads of safety, each with an order and a tie-breaker."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select, true
from sqlalchemy.orm import aliased

from portal.accounts.models import User
from portal.accounts.permissions import Permission, permissions_of
from portal.db import session
from portal.feedback.models import Feedback
from portal.feedback.scope import seen_by
from portal.feedback.states import Kind, State
from portal.safety.models import (
    ASKS_CANDOUR,
    HIGH,
    Candour,
    CandourAnswer,
    Decided,
    HandOver,
    Referral,
    Severity,
    UrgentCall,
)

PAGE = 20


def current_severity(feedback_id: int) -> Severity | None:
    """The newest judgement of one item."""
    return next(iter(list_severities(feedback_id)), None)


def list_severities(feedback_id: int) -> Sequence[Severity]:
    """All judgements of one item, newest first."""
    wanted = select(Severity).filter_by(feedback_id=feedback_id).order_by(Severity.id.desc())
    return session().scalars(wanted).all()


def newest_candour(feedback_id: int) -> CandourAnswer | None:
    """The newest answer to the duty of candour question."""
    return next(iter(list_candour(feedback_id)), None)


def list_candour(feedback_id: int) -> Sequence[CandourAnswer]:
    """All answers to the question, newest first."""
    wanted = select(CandourAnswer).filter_by(feedback_id=feedback_id)
    return session().scalars(wanted.order_by(CandourAnswer.id.desc())).all()


def list_referrals(feedback_id: int) -> Sequence[Referral]:
    """All entries about safeguarding of one item, newest first."""
    wanted = select(Referral).filter_by(feedback_id=feedback_id).order_by(Referral.id.desc())
    return session().scalars(wanted).unique().all()


def find_referral(feedback_id: int, entry_id: int) -> Referral | None:
    """One entry of one item."""
    row = session().get(Referral, entry_id)
    return row if row is not None and row.feedback_id == feedback_id else None


def successor(entry_id: int) -> Referral | None:
    """The entry that corrects another one."""
    return session().scalars(select(Referral).filter_by(corrects_id=entry_id)).unique().first()


def list_hand_overs(feedback_id: int) -> Sequence[HandOver]:
    """All hand-overs of one item, newest first."""
    wanted = select(HandOver).filter_by(feedback_id=feedback_id).order_by(HandOver.id.desc())
    return session().scalars(wanted).unique().all()


def find_hand_over(feedback_id: int, hand_over_id: int) -> HandOver | None:
    """One hand-over of one item."""
    row = session().get(HandOver, hand_over_id)
    return row if row is not None and row.feedback_id == feedback_id else None


def severity_now() -> Any:
    """The current severity of each feedback of another query; NULL where nobody judged it."""
    wanted = select(Severity.severity).where(Severity.feedback_id == Feedback.id)
    newest = wanted.order_by(Severity.id.desc()).limit(1)
    return newest.correlate(Feedback).scalar_subquery()


def _newest_candour(column: Any) -> Any:
    wanted = select(column).where(CandourAnswer.feedback_id == Feedback.id)
    newest = wanted.order_by(CandourAnswer.id.desc()).limit(1)
    return newest.correlate(Feedback).scalar_subquery()


def _shown_to(viewer: User) -> ColumnElement[bool]:
    """What is in the viewer's scope; complaints are seen only by those who handle them."""
    handles = Permission.HANDLE_COMPLAINTS in permissions_of(viewer.role_names)
    kinds = true() if handles else Feedback.kind != Kind.COMPLAINT
    return and_(seen_by(viewer), kinds)


def unread(viewer: User) -> Select[UrgentCall]:
    """Urgent items that nobody has read."""
    wanted = select(UrgentCall).join(Feedback, Feedback.id == UrgentCall.feedback_id)
    return wanted.where(
        UrgentCall.opened_at.is_(None), Feedback.state != State.WITHDRAWN, _shown_to(viewer)
    )


def without_reference(viewer: User) -> Select[Referral]:
    """Referrals for which no council has given a reference, corrected ones left out."""
    later = aliased(Referral)
    wanted = select(Referral).join(Feedback, Feedback.id == Referral.feedback_id)
    return wanted.where(
        Referral.decided == Decided.REFERRED,
        Referral.council_reference == "",
        ~select(later.id).where(later.corrects_id == Referral.id).exists(),
        _shown_to(viewer),
    )


def open_hand_overs(viewer: User) -> Select[HandOver]:
    """Hand-overs that are not closed."""
    wanted = select(HandOver).join(Feedback, Feedback.id == HandOver.feedback_id)
    return wanted.where(HandOver.closed_at.is_(None), _shown_to(viewer))


def candour_to_answer(viewer: User) -> Select[Feedback]:
    """Severe items whose question has no answer, an unsure one, or a yes nobody told of."""
    answer = _newest_candour(CandourAnswer.answer)
    told_on = _newest_candour(CandourAnswer.provider_told_on)
    return select(Feedback).where(
        severity_now() >= ASKS_CANDOUR,
        Feedback.state != State.WITHDRAWN,
        answer.is_(None)
        | (answer == Candour.NOT_SURE)
        | ((answer == Candour.YES) & told_on.is_(None)),
        _shown_to(viewer),
    )


def page_of(wanted: Select[Any], ident: Any, after: int) -> Sequence[Any]:
    """The oldest rows after id `after`: at most one more than a page."""
    rows = wanted.where(ident > after).order_by(ident).limit(PAGE + 1)
    return session().scalars(rows).unique().all()


def count(wanted: Select[Any]) -> int:
    """How many rows a list has."""
    return session().scalar(select(func.count()).select_from(wanted.subquery())) or 0


def list_severe_undecided(viewer: User) -> Sequence[Feedback]:
    """What was judged severity 4 or 5 and nobody has decided on, the most severe first."""
    severity = severity_now()
    wanted = select(Feedback).where(
        severity >= HIGH,
        Feedback.state.in_((State.RECEIVED, State.SECOND_CHECK)),
        _shown_to(viewer),
    )
    return session().scalars(wanted.order_by(severity.desc(), Feedback.id).limit(50)).unique().all()
