"""The complaints queue."""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager

from portal.complaints.models import ComplaintCase
from portal.db import session
from portal.feedback.models import Feedback


def cases_query() -> Select[ComplaintCase]:
    """Cases to acknowledge first, the most pressing first; then the acknowledged ones."""
    return (
        select(ComplaintCase)
        .join(ComplaintCase.feedback)
        .options(contains_eager(ComplaintCase.feedback))
        .order_by(
            ComplaintCase.acknowledged_on.is_not(None),
            ComplaintCase.acknowledge_by,
            Feedback.id,
        )
    )


def list_cases(limit: int = 200) -> Sequence[ComplaintCase]:
    """The first cases of that order."""
    return session().scalars(cases_query().limit(limit)).all()


def find_case(feedback_id: int) -> ComplaintCase | None:
    """The case of one complaint."""
    return session().get(ComplaintCase, feedback_id) if feedback_id < 2**31 else None
