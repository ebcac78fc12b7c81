"""Reading the whole chain and finding the first row that does not fit."""

import hmac
from collections.abc import Iterator
from dataclasses import dataclass

from flask import current_app
from sqlalchemy import select

from portal.audit.chain import START, chain_key, hash_of, head_seal
from portal.audit.models import AuditEntry, AuditHead
from portal.db import session

BATCH = 1000


@dataclass(frozen=True)
class Verdict:
    """What verifying found: how many rows are whole, and the first that is not."""

    whole: int
    broken_at: int | None = None
    fault: str | None = None
    head: str = START

    def __str__(self) -> str:
        """One sentence for the operator."""
        if self.broken_at is None:
            return f"The audit trail is whole: {self.whole} entries, the last hash is {self.head}."
        return f"The audit trail is broken at entry {self.broken_at}: {FAULTS[self.fault or '']}."


FAULTS = {
    "missing": "an entry is missing here",
    "inserted": "this entry was put in from outside",
    "changed": "this entry was changed or put in, or SECRET_KEY is another one",
    "newest_missing": "the newest entries are missing from here on",
    "head": "the record of the chain's end was changed, or SECRET_KEY is another one",
}


def verify() -> Verdict:
    """Check every row against its hash and its neighbour, and the end against its seal.

    It reads in batches and ends its snapshot between them, so that it hinders nobody. What is
    added meanwhile is left to the next time.
    """
    key = chain_key(current_app.config["SECRET_KEY"])
    # the end first: rows that come later do not make it wrong
    head = session().get(AuditHead, 1, populate_existing=True)
    end = (head.sequence, head.hash, head.seal) if head else None
    whole, last = 0, START
    for entry in _entries(end[0] if end else 0):
        fault = _fault(key, entry, whole, last)
        if fault:
            return Verdict(whole, whole + 1 if fault == "missing" else entry.sequence, fault, last)
        whole, last = entry.sequence, entry.hash
    return _ended(key, end, whole, last)


def _entries(end: int) -> Iterator[AuditEntry]:
    """Every row up to the end that was read first."""
    last: int | None = None
    while True:
        wanted = select(AuditEntry).order_by(AuditEntry.sequence).limit(BATCH)
        if last is not None:
            wanted = wanted.where(AuditEntry.sequence > last)
        rows = session().scalars(wanted).all()
        yield from (row for row in rows if row.sequence <= end)
        if len(rows) < BATCH or rows[-1].sequence > end:
            break
        last = rows[-1].sequence
        session().rollback()
    session().rollback()


def _fault(key: bytes, entry: AuditEntry, whole: int, last: str) -> str | None:
    if entry.sequence <= whole:
        return "inserted"
    if entry.sequence > whole + 1:
        return "missing"
    if entry.previous_hash != last or not hmac.compare_digest(entry.hash, hash_of(key, entry)):
        return "changed"
    return None


def _ended(key: bytes, end: tuple[int, str, str] | None, whole: int, last: str) -> Verdict:
    if end is None:
        stray = session().scalars(select(AuditEntry.sequence).limit(1)).first()
        return Verdict(0) if stray is None else Verdict(0, stray, "head")
    sequence, its_hash, seal = end
    if not hmac.compare_digest(seal, head_seal(key, sequence, its_hash)):
        return Verdict(whole, sequence, "head", last)
    if whole < sequence:
        return Verdict(whole, whole + 1, "newest_missing", last)
    if last != its_hash:
        return Verdict(whole, whole, "changed", last)
    stray = _past_the_end()
    return Verdict(whole, stray, "inserted", last) if stray else Verdict(whole, head=last)


def _past_the_end() -> int | None:
    """A row behind the chain's end; asked in one statement, since others may be adding."""
    end = select(AuditHead.sequence).scalar_subquery()
    wanted = select(AuditEntry.sequence).where(AuditEntry.sequence > end)
    return session().scalars(wanted.order_by(AuditEntry.sequence).limit(1)).first()
