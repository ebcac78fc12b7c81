"""The queue of complaints as a table."""

from collections.abc import Iterator

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import contains_eager

from portal.accounts.models import User
from portal.accounts.permissions import Permission
from portal.complaints.models import ComplaintCase
from portal.complaints.queries import cases_query
from portal.exports.listing import Listing, Query, Row, batches, count_rows, register
from portal.feedback.models import Feedback
from portal.feedback.words import STATES_FOR_STAFF


def _rows(_query: Query, user: User) -> Iterator[Row]:
    words = contains_eager(ComplaintCase.feedback).selectinload(Feedback.passages)
    for batch in batches(cases_query(user).options(words)):
        for case in batch:
            about = case.feedback
            yield [
                about.reference,
                case.received_on,
                case.acknowledge_by,
                case.acknowledged_on,
                about.care_service.name if about.care_service else about.service_text,
                str(STATES_FOR_STAFF[about.state]),  # type: ignore[index]
                about.language,
                "\n\n".join(passage.original_text for passage in about.passages),
            ]


register(
    Listing(
        name="complaints",
        permission=Permission.HANDLE_COMPLAINTS,
        endpoint="complaints.queue",
        columns=(_l("Reference"), _l("Received"), _l("Acknowledge by"), _l("Acknowledged"),
                 _l("Service"), _l("Queue"), _l("Language"), _l("What the person wrote")),
        count=lambda _query, user, most: count_rows(
            cases_query(user), ComplaintCase.feedback_id, most
        ),
        rows=_rows,
    )
)  # fmt: skip
