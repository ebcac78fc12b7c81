"""The audit trail: only ever added to, and every way round that is found."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import delete, func, insert, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.audit.jobs import verify_trail
from portal.audit.models import AuditEntry, AuditHead
from portal.audit.queries import last_check, list_entries
from portal.audit.service import record
from portal.audit.verification import verify
from portal.db import session, violated_constraint, writing
from tests.audit_trail import unguarded

FORGED = {"actor": "staff:1", "verb": "publish", "subject": "feedback", "subject_id": "9",
          "detail": {}, "previous_hash": "0" * 64, "hash": "0" * 64}  # fmt: skip


def entries(count: int = 5) -> None:
    """So many entries, each in a transaction of its own."""
    for number in range(count):
        record("staff:7", "approve", "feedback", number, reason="fit_to_publish")


def test_a_trail_that_nobody_touched_is_whole(context: Flask) -> None:
    entries()
    verdict = verify()
    assert (verdict.whole, verdict.broken_at) == (5, None)


def test_an_empty_trail_is_whole(context: Flask) -> None:
    assert verify().broken_at is None


@pytest.mark.parametrize("statement", [update(AuditEntry).values(verb="x"), delete(AuditEntry)])
def test_the_database_refuses_to_change_or_remove_an_entry(
    context: Flask, statement: object
) -> None:
    entries(1)
    with pytest.raises(IntegrityError) as caught, writing() as db:
        db.execute(statement)  # type: ignore[call-overload]
    assert violated_constraint(caught.value) == "audit_entries_append_only"
    assert verify().whole == 1


def _insert(db: Session) -> None:
    top = db.scalar(select(func.max(AuditEntry.sequence))) or 0
    db.execute(insert(AuditEntry).values(sequence=top + 1, **FORGED))


def _insert_and_move_the_end(db: Session) -> None:
    _insert(db)
    db.execute(update(AuditHead).values(sequence=AuditHead.sequence + 1, hash="0" * 64))


def _remove_the_newest(db: Session) -> None:
    db.execute(delete(AuditEntry).where(AuditEntry.sequence == 5))


def _remove_the_newest_and_move_the_end(db: Session) -> None:
    _remove_the_newest(db)
    last = db.scalars(select(AuditEntry.hash).where(AuditEntry.sequence == 4)).one()
    db.execute(update(AuditHead).values(sequence=4, hash=last))


def _change(db: Session, sequence: int, **values: object) -> None:
    db.execute(update(AuditEntry).where(AuditEntry.sequence == sequence).values(**values))


DEEDS: list[tuple[Callable[[Session], object], int, str]] = [
    (lambda db: _change(db, 3, actor="staff:8"), 3, "changed"),
    (lambda db: _change(db, 2, detail={}), 2, "changed"),
    (lambda db: db.execute(delete(AuditEntry).where(AuditEntry.sequence == 3)), 3, "missing"),
    (lambda db: db.execute(insert(AuditEntry).values(sequence=0, **FORGED)), 0, "inserted"),
    (_insert, 6, "inserted"),
    (_insert_and_move_the_end, 6, "changed"),
    (_remove_the_newest, 5, "newest_missing"),
    (_remove_the_newest_and_move_the_end, 4, "head"),
]  # fmt: skip


@pytest.mark.parametrize(("deed", "row", "fault"), DEEDS)
def test_what_was_done_behind_the_triggers_is_found(
    context: Flask, deed: Callable[[Session], object], row: int, fault: str
) -> None:
    entries()
    with unguarded() as db:
        deed(db)
    verdict = verify()
    assert (verdict.broken_at, verdict.fault) == (row, fault)
    assert f"broken at entry {row}:" in str(verdict)


def test_an_entry_whose_change_fails_leaves_no_gap(context: Flask) -> None:
    entries(1)
    with pytest.raises(RuntimeError), writing():
        record("system", "publish", "feedback", 1)
        raise RuntimeError("the change did not happen")
    entries(1)
    assert (verify().whole, len(list_entries("feedback", 1))) == (2, 0)


def test_many_at_once_make_one_chain(app: Flask) -> None:
    def add(number: int) -> None:
        with app.app_context():
            record("system", "receive", "feedback", number)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(add, range(30)))
    with app.app_context():
        verdict = verify()
        assert (verdict.whole, verdict.broken_at) == (30, None)


def test_the_daily_check_raises_an_alert_and_remembers(
    context: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    entries()
    with unguarded() as db:
        db.execute(update(AuditEntry).where(AuditEntry.sequence == 3).values(verb="x"))
    with caplog.at_level(logging.ERROR):
        assert [verify_trail(), verify_trail()] == [1, 0]
    check = last_check()
    assert check is not None
    assert (check.broken_at, check.fault) == (3, "changed")
    assert "ALERT The audit trail is broken at entry 3" in caplog.text


def test_the_command_names_the_first_broken_entry(context: Flask) -> None:
    entries(3)
    run = context.test_cli_runner().invoke
    from portal.cli import audit_group

    assert run(audit_group, ["verify"]).output.startswith("The audit trail is whole: 3 entries")
    with unguarded() as db:
        db.execute(update(AuditEntry).where(AuditEntry.sequence == 2).values(verb="x"))
    done = run(audit_group, ["verify"])
    assert (done.exit_code, "broken at entry 2" in done.output) == (1, True)


def test_the_models_make_the_same_triggers_as_the_migration(context: Flask) -> None:
    sqlite = session().get_bind().dialect.name == "sqlite"
    there = text(
        "SELECT count(*) FROM sqlite_master WHERE type = 'trigger'"
        if sqlite
        else "SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal"
    )
    assert session().scalar(there) == 2
