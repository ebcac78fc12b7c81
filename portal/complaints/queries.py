"""The complaints queue."""

from datetime import date

from sqlalchemy import Select, case, select
from sqlalchemy.orm import contains_eager

from portal.accounts.models import User
from portal.accounts.scope import within_scope
from portal.complaints.models import ComplaintCase
from portal.db import Page, id_typed, read_page, session
from portal.feedback.models import Feedback

PAGE = 50
#: whether it was acknowledged, by when it must be, and its id
Place = tuple[int, date, int]
_MOST_PRESSING = (
    case((ComplaintCase.acknowledged_on.is_(None), 0), else_=1),
    ComplaintCase.acknowledge_by,
    ComplaintCase.feedback_id,
)


def cases_query(viewer: User | None = None) -> Select[ComplaintCase]:
    """Cases in `viewer`'s scope, to acknowledge first, the most pressing first; then the others."""
    return (
        select(ComplaintCase)
        .join(ComplaintCase.feedback)
        .options(contains_eager(ComplaintCase.feedback))
        .where(within_scope(Feedback.care_service_id, viewer))
        .order_by(*_MOST_PRESSING)
    )


def list_cases(
    viewer: User | None = None, *, after: Place | None = None, before: Place | None = None
) -> Page:
    """One page of that order."""
    return read_page(cases_query(viewer), _MOST_PRESSING, size=PAGE, after=after, before=before)


def place_of(row: ComplaintCase) -> str:
    """The place of a case in that order, as it stands in an address."""
    done = int(row.acknowledged_on is not None)
    return f"{done}_{row.acknowledge_by.isoformat()}_{row.feedback_id}"


def parse_place(text: str | None) -> Place | None:
    """The place that an address names; None for anything that is none."""
    done, _, rest = (text or "").partition("_")
    day, _, ident = rest.partition("_")
    number = id_typed(ident)
    if done not in ("0", "1") or number is None:
        return None
    try:
        return int(done), date.fromisoformat(day), *number
    except ValueError:
        return None


def find_case(feedback_id: int) -> ComplaintCase | None:
    """The case of one complaint."""
    return session().get(ComplaintCase, feedback_id) if feedback_id < 2**31 else None
