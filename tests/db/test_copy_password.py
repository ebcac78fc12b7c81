"""The database's password stays out of what every user of the machine can read."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import make_url

from portal.backup import backup_to, restore_from
from portal.db import db
from tests.conftest import make_app
from tests.databases import another_database
from tests.db.test_copies import TOOLS

PASSWORD = "invented@words:/1"
WATCHED = """#!/bin/sh
printf '%s\\n' "$@" >> {log}.words
printf '%s\\n' "$PGPASSWORD" >> {log}.password
exec {tool} "$@"
"""


@pytest.fixture
def guarded_app(
    tmp_path: Path, postgres_url: str, worker: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Flask]:
    """An application whose address of the database holds a password, and watched tools."""
    bare = make_url(another_database(postgres_url, f"portal_password_{worker}"))
    address = bare.set(password=PASSWORD).render_as_string(hide_password=False)
    for tool in ("pg_dump", "pg_restore"):
        script = tmp_path / "bin" / tool
        script.parent.mkdir(exist_ok=True)
        script.write_text(WATCHED.format(log=tmp_path / tool, tool=TOOLS / tool))
        script.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.delenv("PGPASSWORD", raising=False)
    app = make_app(tmp_path / "own", DATABASE_URL=address)
    yield app
    with app.app_context():
        db.engine.dispose()


def test_no_command_line_holds_the_password(guarded_app: Flask, tmp_path: Path) -> None:
    with guarded_app.app_context():
        backup_to(tmp_path / "copy")
        restore_from(tmp_path / "copy")
    for tool in ("pg_dump", "pg_restore"):
        words = (tmp_path / f"{tool}.words").read_text()
        assert "--dbname=postgresql://" in words
        assert "invented" not in words
        assert (tmp_path / f"{tool}.password").read_text() == f"{PASSWORD}\n"
    assert "PGPASSWORD" not in os.environ
