"""The complaints queue."""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager

from portal.accounts.models import User
from portal.accounts.scope import within_scope
from portal.complaints.models import ComplaintCase
from portal.db import session
from portal.feedback.models import Feedback


def cases_query(viewer: User | None = None) -> Select[ComplaintCase]:
    """Cases in `viewer`'s scope, to acknowledge first, the most pressing first; then the others."""
    return (
        select(ComplaintCase)
        .join(ComplaintCase.feedback)
        .options(contains_eager(ComplaintCase.feedback))
        .where(within_scope(Feedback.care_service_id, viewer))
        .order_by(
            ComplaintCase.acknowledged_on.is_not(None),
            ComplaintCase.acknowledge_by,
            Feedback.id,
        )
    )


def list_cases(limit: int = 200, viewer: User | None = None) -> Sequence[ComplaintCase]:
    """The first cases of that order."""
    return session().scalars(cases_query(viewer).limit(limit)).all()


def find_case(feedback_id: int) -> ComplaintCase | None:
    """The case of one complaint."""
    return session().get(ComplaintCase, feedback_id) if feedback_id < 2**31 else None
