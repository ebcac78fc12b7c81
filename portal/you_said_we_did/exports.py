"""The changes as a table."""

from collections.abc import Iterator

from flask_babel import lazy_gettext as _l

from portal.accounts.models import User
from portal.accounts.permissions import Permission
from portal.exports.listing import Listing, Query, Row, batches, count_rows, register
from portal.strategy.catalogue import theme_name
from portal.you_said_we_did.models import Change
from portal.you_said_we_did.queries import changes_query, count_evidence_of
from portal.you_said_we_did.words import STATES


def _rows(_query: Query, user: User) -> Iterator[Row]:
    for batch in batches(changes_query(user)):
        evidence = count_evidence_of([change.id for change in batch])
        for change in batch:
            yield [
                change.id,
                str(STATES[change.state]),  # type: ignore[index]
                change.care_service.name,
                str(theme_name(change.theme_id)),
                change.you_said,
                change.we_did,
                change.next_steps,
                change.why_not,
                change.writer.name,
                change.updated_at,
                change.published_at,
                evidence.get(change.id, 0),
            ]


register(
    Listing(
        name="changes",
        permission=Permission.READ_DESK,
        endpoint="changes.index",
        columns=(_l("Number"), _l("State"), _l("Service"), _l("Theme"), _l("You said"),
                 _l("We did"), _l("What happens next"), _l("Why not"), _l("Written by"),
                 _l("Last changed"), _l("Published"), _l("Feedback behind it")),
        count=lambda _query, user, most: count_rows(changes_query(user), Change.id, most),
        rows=_rows,
    )
)  # fmt: skip
