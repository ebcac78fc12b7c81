"""Answers on their way: kept in the database under a key that only the browser holds."""

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm.attributes import flag_modified

from portal.db import session, to_the_hour, utc_now, writing
from portal.feedback import codes
from portal.feedback.models import Draft
from portal.settings import value


def key_hash(key: str) -> str:
    """What is stored of a draft's key: it is random, so a plain hash is enough."""
    return hashlib.sha256(key.encode()).hexdigest()


def start_draft(
    *, kind: str, language: str, helper_id: int | None = None, answers: dict[str, Any] | None = None
) -> tuple[Draft, str]:
    """Open a new draft; returns it and its key, which is never stored."""
    key = secrets.token_urlsafe(24)
    draft = Draft(
        id=secrets.token_urlsafe(9).replace("-", "a").replace("_", "b"),
        key_hash=key_hash(key),
        answers={"kind": kind, **(answers or {})},
        language=language,
        reference=codes.new_reference(),
        helper_id=helper_id,
        expires_at=to_the_hour(utc_now()) + timedelta(days=value("draft_days")),
    )
    with writing() as db:
        db.add(draft)
    return draft, key


def find_draft(draft_id: str, key: str) -> Draft | None:
    """The living draft with this id and key, or None: wrong, expired and unknown look alike."""
    if not draft_id.isalnum() or len(draft_id) > 32 or not key:
        return None
    draft = session().get(Draft, draft_id)
    if draft is None or not secrets.compare_digest(draft.key_hash, key_hash(key)):
        return None
    return draft if draft.expires_at > utc_now() else None


def keep_answers(draft: Draft, answers: dict[str, Any]) -> None:
    """Add or replace answers of a draft that is not sent yet."""
    with writing() as db:
        fresh = db.get_one(Draft, draft.id)
        if fresh.sent_at is not None:
            return
        fresh.answers = {**fresh.answers, **answers}
        flag_modified(fresh, "answers")


def keep_code(draft: Draft, key: str, secret: str) -> int:
    """The draft's code; hashed and stored the first time, before the lock is taken."""
    code = codes.derive(key, secret)
    if draft.code_hash is None:
        hashed = codes.hash_code(code)
        with writing() as db:
            db.get_one(Draft, draft.id).code_hash = hashed
    return code


def delete_draft(draft: Draft) -> None:
    """Forget a draft and everything in it."""
    with writing() as db:
        db.execute(delete(Draft).where(Draft.id == draft.id))


def delete_expired() -> int:
    """Forget drafts past their days; returns how many."""
    due = session().scalars(select(Draft.id).where(Draft.expires_at < utc_now()).limit(500)).all()
    if due:
        with writing() as db:
            db.execute(delete(Draft).where(Draft.id.in_(due)))
    return len(due)
