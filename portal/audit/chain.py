"""The chain: each entry's hash covers the entry and the hash before it.

The hash is an HMAC with a key derived from SECRET_KEY: whoever has the database but not the key
can neither change an entry nor write the rest of the chain anew.
"""

import hashlib
import hmac
import json
from datetime import datetime
from typing import Any

from flask import current_app
from sqlalchemy import event, text
from sqlalchemy.orm import Session

from portal.audit.models import AuditEntry, AuditHead

START = "0" * 64
_PENDING = "portal_audit_pending"
#: any number that nothing else in the database takes; PostgreSQL's locks are told apart by it
_LOCK = 4_091_770_118


def chain_key(secret: str) -> bytes:
    """The key of the chain; made from the secret and of no use for anything else."""
    return hmac.digest(secret.encode(), b"portal audit chain 1", "sha256")


def plain(detail: dict[str, Any]) -> dict[str, Any]:
    """`detail` as it comes back from a JSON column, so that the same bytes are hashed later."""
    kept: dict[str, Any] = json.loads(json.dumps(detail))
    return kept


def entry_hash(
    key: bytes,
    *,
    sequence: int,
    at: datetime,
    actor: str,
    verb: str,
    subject: str,
    subject_id: str,
    detail: dict[str, Any],
    previous_hash: str,
) -> str:
    """The hash of one entry: HMAC-SHA-256 over its fields as canonical JSON."""
    fields = [sequence, at.isoformat(), actor, verb, subject, subject_id, detail, previous_hash]
    words = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hmac.new(key, words.encode(), hashlib.sha256).hexdigest()


def head_seal(key: bytes, sequence: int, last_hash: str) -> str:
    """What proves that the chain ends there."""
    return hmac.new(key, f"head {sequence} {last_hash}".encode(), hashlib.sha256).hexdigest()


def hash_of(key: bytes, entry: AuditEntry) -> str:
    """The hash that a stored entry should have."""
    return entry_hash(
        key,
        sequence=entry.sequence,
        at=entry.at,
        actor=entry.actor,
        verb=entry.verb,
        subject=entry.subject,
        subject_id=entry.subject_id,
        detail=entry.detail,
        previous_hash=entry.previous_hash,
    )


def append(session: Session, entry: AuditEntry) -> None:
    """Put `entry` at the end of the chain when the transaction commits."""
    session.connection()  # a session that has not begun would not tell of its rollback
    session.info.setdefault(_PENDING, []).append(entry)


@event.listens_for(Session, "before_commit")
def link(session: Session) -> None:
    """Chain what is pending, as a rule as the transaction's last act.

    On SQLite writers queue already. On PostgreSQL two transactions could follow the same entry;
    the lock is taken last and held for the commit alone, so nobody waits for it while holding it.
    """
    pending: list[AuditEntry] = session.info.pop(_PENDING, [])
    if not pending:
        return
    session.flush()
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _LOCK})
    key = chain_key(current_app.config["SECRET_KEY"])
    head = session.get(AuditHead, 1, populate_existing=True)
    if head is None:
        head = AuditHead(id=1, sequence=0, hash=START)
        session.add(head)
    for entry in pending:
        entry.sequence, entry.previous_hash = head.sequence + 1, head.hash
        entry.hash = hash_of(key, entry)
        head.sequence, head.hash = entry.sequence, entry.hash
    head.seal = head_seal(key, head.sequence, head.hash)
    session.add_all(pending)
    session.flush()


@event.listens_for(Session, "after_rollback")
def _forget(session: Session) -> None:
    session.info.pop(_PENDING, None)
