"""What every test may ask for. `app` runs a test on SQLite and on PostgreSQL."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from portal.db import db, upgrade
from portal.factory import create_app
from portal.organisations.service import load_reference_data
from portal.strategy.service import load_strategy
from tests.audit_trail import unguarded
from tests.databases import postgresql, redis
from tests.pages import Page

#: rows that never change in a test stay from one test to the next
KEPT = {"themes", "statements", "organisations", "sites", "care_services", "councils", "partners",
        "signposts", "alembic_version"}  # fmt: skip


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Tests that share what is costly stay in one process (`--dist loadscope`)."""
    if config.getvalue("dist") != "loadscope":
        return None
    from tests.sharing import ByWhatIsShared

    return ByWhatIsShared(config, log)


def make_app(folder: Path, **settings: str) -> Flask:
    """An application of its own with an empty, migrated database."""
    app = create_app({"PORTAL_DATA_DIR": str(folder), **settings})
    app.config["TESTING"] = True
    with app.app_context():
        upgrade()
        load_strategy()
        load_reference_data()
    return app


@pytest.fixture(scope="session")
def worker(request: pytest.FixtureRequest) -> str:
    """The name of this test process."""
    return os.environ.get("PYTEST_XDIST_WORKER", "main")


@pytest.fixture(scope="session")
def postgres_url(worker: str) -> Iterator[str]:
    """A real PostgreSQL database for this process."""
    with postgresql(f"portal_{worker}") as address:
        yield address


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """A real Redis for this process."""
    with redis() as address:
        yield address


@pytest.fixture(scope="session")
def sqlite_session_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application on SQLite."""
    return make_app(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgresql_session_app(
    tmp_path_factory: pytest.TempPathFactory, postgres_url: str
) -> Iterator[Flask]:
    """The application on PostgreSQL."""
    app = make_app(tmp_path_factory.mktemp("postgresql"), DATABASE_URL=postgres_url)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def app(request: pytest.FixtureRequest) -> Iterator[Flask]:
    """The application with no feedback and no accounts, on each database."""
    found: Flask = request.getfixturevalue(f"{request.param}_session_app")
    yield found
    _empty(found)


@pytest.fixture
def sqlite_app(sqlite_session_app: Flask) -> Iterator[Flask]:
    """The application on SQLite alone, for what does not depend on the database."""
    yield sqlite_session_app
    _empty(sqlite_session_app)


def _empty(app: Flask) -> None:
    with app.app_context():
        for limiter in app.extensions["limiter"]:
            limiter.reset()
        tables = [t.name for t in reversed(db.metadata.sorted_tables) if t.name not in KEPT]
        with unguarded() as session:
            if db.engine.dialect.name == "postgresql":
                # emptying a table costs a new file, so only those that hold something
                asked = " UNION ALL ".join(
                    f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {table})" for table in tables
                )
                full = session.scalars(text(asked)).all()
                if full:
                    session.execute(text(f"TRUNCATE {', '.join(full)} RESTART IDENTITY CASCADE"))
            else:
                for table in tables:
                    session.execute(text(f"DELETE FROM {table}"))


@pytest.fixture
def context(app: Flask) -> Iterator[Flask]:
    """`app` inside an application context, for tests of services and queries."""
    with app.app_context(), app.test_request_context("/"):
        yield app


@pytest.fixture
def page(app: Flask) -> Page:
    """A visitor's browser without JavaScript that holds every page to the house's rules."""
    return Page(app)


@pytest.fixture
def sqlite_page(sqlite_app: Flask) -> Page:
    """The same on SQLite alone."""
    return Page(sqlite_app)


@pytest.fixture
def other_page(app: Flask) -> Page:
    """A second visitor on another computer."""
    return Page(app)


@pytest.fixture
def settings_of(tmp_path: Path) -> Any:
    """Settings for an application of a test's own."""
    return {"PORTAL_DATA_DIR": str(tmp_path)}
