"""Copying the live database, and putting a copy back."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL

from portal.db import db


class BackupFailed(Exception):
    """The copy could not be made or put back; the message says why."""


def backup_to(target: Path) -> str:
    """Write one file that holds the whole database; returns a sentence.

    One step (`VACUUM INTO`): the stepped backup API starts again at every foreign write.
    Raises `BackupFailed`.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        raise BackupFailed(f"{target} exists already.")
    if db.engine.dialect.name == "sqlite":
        with closing(sqlite3.connect(_file(), timeout=10)) as connection:
            connection.execute("VACUUM INTO ?", (str(target),))
    else:
        _tool("pg_dump", "--format=custom", "--no-owner", f"--file={target}")
    os.chmod(target, 0o600)
    return f"The copy is in {target} ({target.stat().st_size:,} bytes)."


def restore_from(source: Path) -> str:
    """Put a copy in the place of the database; returns a sentence. Raises `BackupFailed`."""
    db.session.remove()
    db.engine.dispose()
    if db.engine.dialect.name == "sqlite":
        _restore_sqlite(source)
    else:
        _tool("pg_restore", "--clean", "--if-exists", "--no-owner", "--exit-on-error", str(source))
    return "The copy is in place. Run 'portal init' when it comes from an older version."


def _restore_sqlite(source: Path) -> None:
    with closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as copy:
        _check(copy, source)
        try:
            with db.engine.portal_lock.held():  # type: ignore[attr-defined]
                _copy_into(copy)
        except sqlite3.DatabaseError:
            _replace(source)  # what is there is no database any more


def _check(copy: sqlite3.Connection, source: Path) -> None:
    try:
        answer = copy.execute("PRAGMA integrity_check").fetchone()[0]
        ours = copy.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
    except sqlite3.DatabaseError as error:
        raise BackupFailed(f"{source} is not a copy of a database.") from error
    if answer != "ok":
        raise BackupFailed(f"{source} is damaged: {answer}")
    if not ours:
        raise BackupFailed(f"{source} is not a copy of a portal's database.")


def _copy_into(copy: sqlite3.Connection) -> None:
    """Replace the content in one transaction.

    A process that was left running sees the change; had the file been replaced below it, it would
    go on thanking people into a file that nobody can find.
    """
    with closing(sqlite3.connect(_file(), timeout=10)) as target:
        target.execute("PRAGMA journal_mode=WAL")
        copy.backup(target)


def _replace(source: Path) -> None:
    beside = _file().with_suffix(".restoring")
    shutil.copyfile(source, beside)
    for leftover in ("-wal", "-shm"):
        Path(f"{_file()}{leftover}").unlink(missing_ok=True)
    os.replace(beside, _file())


def _file() -> Path:
    return Path(db.engine.url.database or "")


def _tool(*command: str) -> None:
    url = db.engine.url.difference_update_query(["password"])
    bare = URL.create("postgresql", url.username, None, url.host, url.port, url.database, url.query)
    words = [command[0], f"--dbname={bare.render_as_string()}", *command[1:]]
    # every user of the machine may read a command line, only its owner an environment
    password = db.engine.url.password or db.engine.url.query.get("password")
    environment = {**os.environ, **({"PGPASSWORD": str(password)} if password else {})}
    try:
        done = subprocess.run(words, capture_output=True, text=True, check=False, env=environment)
    except FileNotFoundError:
        raise BackupFailed(f"{command[0]} is not on this machine's PATH") from None
    if done.returncode:
        raise BackupFailed(f"{command[0]} said: {done.stderr.strip()[-400:]}")
