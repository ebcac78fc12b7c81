"""The queue of appeals as a table."""

from collections.abc import Iterator

from flask_babel import lazy_gettext as _l

from portal.accounts.models import User
from portal.accounts.permissions import Permission
from portal.appeals.models import Appeal, AppealState
from portal.appeals.queries import appeals_query, in_order
from portal.appeals.words import STATES
from portal.exports.listing import Listing, Query, Row, batches, count_rows, register


def _state(query: Query) -> AppealState:
    asked = query.get("state", "")
    return AppealState(asked) if asked in set(AppealState) else AppealState.OPEN


def _rows(query: Query, user: User) -> Iterator[Row]:
    for batch in batches(in_order(appeals_query(_state(query), user))):
        for appeal in batch:
            yield [
                appeal.feedback.reference if appeal.feedback else "",
                appeal.report.page if appeal.report else "",
                str(STATES[appeal.state]),
                appeal.asked_at,
                appeal.due_on,
                appeal.decided_at,
                appeal.report.body if appeal.report else appeal.words,
                appeal.answer,
            ]


register(
    Listing(
        name="appeals",
        permission=Permission.READ_DESK,
        endpoint="appeals.queue",
        columns=(_l("Reference"), _l("Page"), _l("State"), _l("Asked"), _l("Answer by"),
                 _l("Decided"), _l("What the person wrote"), _l("What the person was told")),
        count=lambda query, user, most: count_rows(
            appeals_query(_state(query), user), Appeal.id, most
        ),
        rows=_rows,
        codes=lambda query: {"state": _state(query).value},
        query=lambda query: {"state": _state(query).value},
    )
)  # fmt: skip
