"""The desk's lists as tables: the queue, the outbox, reports about pages."""

from collections.abc import Iterator, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, false
from sqlalchemy.orm import selectinload

from portal.accounts.models import User
from portal.accounts.permissions import Permission, permissions_of
from portal.desk.assignment import assignees_of
from portal.desk.models import PageReport
from portal.desk.queries import answered_among, page_reports_query
from portal.desk.queue.filters import QueueFilter
from portal.desk.queue.queries import ORDER, count_matching, matching
from portal.desk.queue.words import CHANNELS, SHORT_RISKS
from portal.desk.words import WRONG
from portal.exports.listing import Listing, Query, Row, batches, count_rows, register
from portal.feedback.models import Feedback
from portal.feedback.words import KIND_NAMES, OVERALL, STATES_FOR_STAFF
from portal.notify.models import Mail
from portal.notify.queries import mails_query
from portal.notify.service import ACCOUNT_MAILS

YES, NO = _l("Yes"), _l("No")


def _queue_rows(query: Query, user: User) -> Iterator[Row]:
    wanted = matching(QueueFilter.from_query(query), user).order_by(*ORDER)
    for batch in batches(
        wanted.options(selectinload(Feedback.passages), selectinload(Feedback.further))
    ):
        ids = [item.id for item in batch]
        assignees, answered = assignees_of(ids), answered_among(ids)
        for item in batch:
            worker = assignees.get(item.id)
            yield [*_of_item(item), worker.name if worker else "", _yes(item.id in answered),
                   "\n\n".join(passage.original_text for passage in item.passages)]  # fmt: skip


def _of_item(item: Feedback) -> list[Any]:
    service = item.care_service
    organisation = service.organisation if service else item.organisation
    return [
        item.reference,
        str(KIND_NAMES[item.kind]),  # type: ignore[index]
        str(STATES_FOR_STAFF[item.state]),  # type: ignore[index]
        str(SHORT_RISKS[item.risk]),
        item.received_on,
        service.name if service else item.service_text,
        "; ".join(r.care_service.name if r.care_service else r.service_text for r in item.further),
        organisation.name if organisation else "",
        str(CHANNELS[item.channel]),  # type: ignore[index]
        item.language,
        _yes(item.publish_consent),
        str(OVERALL[item.overall]) if item.overall else "",  # type: ignore[index]
    ]


def _yes(value: bool) -> str:
    return str(YES if value else NO)


def _codes(query: Query) -> dict[str, Any]:
    """What was asked for without the words of the search: somebody's name may be among them."""
    asked = QueueFilter.from_query(query).as_query()
    return {"filter": {**asked, **({"q": "*"} if "q" in asked else {})}}


def _mails(user: User) -> Select[Mail]:
    """What the page of the outbox shows: a mail names no service, so a scope shows none."""
    wanted = mails_query(() if _administers(user) else ACCOUNT_MAILS)
    return wanted.where(false()) if user.scopes else wanted


def _administers(user: User) -> bool:
    return Permission.ADMINISTER in permissions_of(user.role_names)


def _mail_rows(_query: Query, user: User) -> Iterator[Row]:
    """Without addresses and words: a mail may hold a link that opens somebody's feedback."""
    for batch in batches(_mails(user)):
        for mail in batch:
            yield [mail.purpose, mail.language, mail.subject, mail.created_at, mail.sent_at,
                   mail.attempts, mail.failure]  # fmt: skip


def _report_rows(_query: Query, user: User) -> Iterator[Row]:
    for batch in batches(page_reports_query(user)):
        for report in batch:
            yield [
                report.reported_at,
                report.page,
                str(WRONG[report.wrong]),  # type: ignore[index]
                _yes(report.dealt_with_by is not None),
                report.language,
                report.body,
            ]


QUEUE_COLUMNS: Sequence[Any] = (
    _l("Reference"), _l("Kind"), _l("Queue"), _l("Urgency"), _l("Received"), _l("Service"),
    _l("Other services"), _l("Organisation"), _l("How it came in"), _l("Language"),
    _l("May be published"), _l("Overall experience"), _l("Who works on it"), _l("Answered"),
    _l("What the person wrote"),
)  # fmt: skip

register(
    Listing(
        name="queue",
        permission=Permission.READ_DESK,
        endpoint="desk.queue",
        columns=QUEUE_COLUMNS,
        count=lambda query, user, most: count_matching(QueueFilter.from_query(query), user, most),
        rows=_queue_rows,
        codes=_codes,
        query=lambda query: QueueFilter.from_query(query).as_query(),
    )
)
register(
    Listing(
        name="outbox",
        permission=Permission.READ_DESK,
        endpoint="desk.outbox",
        columns=(_l("Purpose"), _l("Language"), _l("Subject"), _l("Written"), _l("Sent"),
                 _l("Tries"), _l("Trouble")),
        count=lambda _query, user, most: count_rows(_mails(user), Mail.id, most),
        rows=_mail_rows,
    )
)  # fmt: skip
register(
    Listing(
        name="page-reports",
        permission=Permission.READ_DESK,
        endpoint="desk.page_reports",
        columns=(_l("Reported"), _l("Page"), _l("What is wrong"), _l("Dealt with"),
                 _l("Language"), _l("Report")),
        count=lambda _query, user, most: count_rows(page_reports_query(user), PageReport.id, most),
        rows=_report_rows,
    )
)  # fmt: skip
