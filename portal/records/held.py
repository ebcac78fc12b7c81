"""Everything held about one reference, for a subject access request.

UK GDPR article 15: the answer includes the notes of staff and the labels of the model. The tables
are found by following the keys of the schema, so that a table which comes later is in the copy
without anybody thinking of it.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, and_, or_, select

from portal.accounts.models import User
from portal.audit.models import AuditEntry
from portal.audit.service import record, staff
from portal.db import Base, session, utc_now, writing
from portal.feedback.models import Contact, Draft, Feedback
from portal.notify.models import Mail
from portal.you_said_we_did.models import Change, ChangeEvidence

SOURCE = "feedback"
#: what entries of the trail about one item call it
SUBJECTS = (SOURCE, "complaint")
#: keys of the machine: they say nothing about a person and open doors
SECRETS = {"hash", "key", "lease_owner", "draft_id", "version"}
#: how to reach somebody else, who reported what the item shows: it is not the person's to have
OF_OTHERS = {("page_reports", "contact")}
Row = dict[str, Any]


def copy_held(feedback: Feedback, *, by: User, as_file: bool) -> dict[str, Any]:
    """Everything held about one item, as plain values; that it was copied is in the trail."""
    with writing():
        record(staff(by.id), "copy_held", SOURCE, feedback.id, as_file=as_file)
    return {
        "reference": feedback.reference,
        "prepared_at": utc_now().isoformat(),
        "held": everything_held(feedback),
    }


def everything_held(feedback: Feedback) -> dict[str, list[Row]]:
    """The rows about one item by the name of their table; an empty list where there are none."""
    people = session().execute(select(User.id, User.name))
    names = {ident: f"{name} (staff:{ident})" for ident, name in people}
    return {
        table.name: [_plain(table, row, names) for row in _rows(table, condition)]
        for table, condition in _conditions(feedback).items()
    }


def _rows(table: Table, condition: ColumnElement[bool]) -> Any:
    ordered = select(table).where(condition).order_by(*table.primary_key.columns)
    return session().execute(ordered).mappings().all()


def _conditions(feedback: Feedback) -> dict[Table, ColumnElement[bool]]:
    """Which rows of which tables are about one item."""
    found = tables_about(feedback.id)
    contact = session().get(Contact, feedback.id)
    address = contact.email_hash if contact else None
    evidence = select(ChangeEvidence.change_id).where(ChangeEvidence.feedback_id == feedback.id)
    found[_table(Draft)] = Draft.reference == feedback.reference
    found[_table(Change)] = Change.id.in_(evidence)
    found[_table(Mail)] = and_(Mail.recipient_hash.is_not(None), Mail.recipient_hash == address)
    found[_table(AuditEntry)] = and_(
        AuditEntry.subject.in_(SUBJECTS), AuditEntry.subject_id == str(feedback.id)
    )
    return found


def _table(model: type[Base]) -> Table:
    table: Table = model.__table__  # type: ignore[assignment]
    return table


def tables_about(feedback_id: int) -> dict[Table, ColumnElement[bool]]:
    """Every table whose rows belong to an item by a key, directly or through other rows."""
    own = _table(Feedback)
    found: dict[Table, ColumnElement[bool]] = {own: own.c.id == feedback_id}
    for table in Base.metadata.sorted_tables:  # those that are referred to come first
        if table is not own and (ways := list(_ways(table, feedback_id, found))):
            found[table] = or_(*ways)
    return found


def _ways(
    table: Table, feedback_id: int, found: Mapping[Table, ColumnElement[bool]]
) -> Iterator[ColumnElement[bool]]:
    columns = table.c
    if "feedback_id" in columns:
        yield columns.feedback_id == feedback_id
    if "source" in columns and "source_id" in columns:
        yield and_(columns.source == SOURCE, columns.source_id == feedback_id)
    for key in table.foreign_keys:
        above = key.column.table
        if above is not table and above in found:
            rows = select(key.column).where(found[above]).correlate(None)
            yield key.parent.in_(rows)


def _plain(table: Table, row: Any, names: Mapping[int, str]) -> Row:
    kept = (column for column in table.columns if not _is_secret(column))
    return {column.name: _value(column, row[column.name], names) for column in kept}


def _is_secret(column: Column[Any]) -> bool:
    of_others = (column.table.name, column.name) in OF_OTHERS
    return of_others or column.name in SECRETS or column.name.endswith("_hash")


def _value(column: Column[Any], value: Any, names: Mapping[int, str]) -> Any:
    if any(key.column.table.name == "users" for key in column.foreign_keys):
        return names.get(value, value)
    return value.isoformat() if isinstance(value, date | datetime) else value
