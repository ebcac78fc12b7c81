"""Engines, pragmas and migrations."""

import sqlite3
from pathlib import Path
from typing import Any

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import Migrate
from flask_migrate import upgrade as flask_upgrade
from sqlalchemy import Engine, event, text

from portal.db.base import db
from portal.db.lock import WriteLock
from portal.db.sessions import guard_writes

MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"
PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",  # an acknowledged person's words survive a power cut
    "busy_timeout=5000",
    "foreign_keys=ON",
    "temp_store=MEMORY",
    "trusted_schema=OFF",
    "secure_delete=ON",  # what is erased is overwritten, not only forgotten
)
POSTGRESQL = {
    "pool_pre_ping": True,
    "pool_recycle": 300,
    "pool_size": 10,
    "connect_args": {
        "connect_timeout": 5,
        "options": "-c statement_timeout=15000 -c timezone=UTC",
    },
}

migrate = Migrate()


def init_database(app: Flask, *, url: str, data_dir: Path) -> None:
    """Bind the extension to `app` and prepare its engine; opens no connection."""
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    # parameters are people's words: they never get into a message or a log
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {
        "hide_parameters": True,
        **({} if url.startswith("sqlite") else POSTGRESQL),
    }
    db.init_app(app)
    migrate.init_app(app, db, directory=str(MIGRATIONS), render_as_batch=True)
    with app.app_context():
        engine = db.engine
        if engine.dialect.name == "sqlite":
            engine.portal_lock = WriteLock(data_dir / "portal.lock")  # type: ignore[attr-defined]
            event.listen(engine, "connect", _prepare_sqlite)
        guard_writes(engine)


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def upgrade() -> None:
    """Bring the database of the current application to the newest migration."""
    flask_upgrade(directory=str(MIGRATIONS))


def migrations_current(engine: Engine) -> bool:
    """Whether the database stands at the newest migration."""
    heads = ScriptDirectory(str(MIGRATIONS)).get_heads()
    with engine.connect() as connection:
        return set(MigrationContext.configure(connection).get_current_heads()) == set(heads)


def ping() -> None:
    """Ask the database one question; raises what SQLAlchemy raises when it cannot answer."""
    db.session().execute(text("SELECT 1"))
