"""Migrations on real databases: up, down, with rows, and the same as the models."""

from collections.abc import Iterator
from pathlib import Path

import flask_migrate
import pytest
from flask import Flask
from sqlalchemy import inspect, text

from portal.audit.verification import verify
from portal.db import db, migrations_current, session, upgrade
from portal.db.setup import MIGRATIONS
from portal.desk.queries import list_decisions
from portal.feedback.queries import find_by_reference, find_contact
from tests.conftest import make_app
from tests.databases import another_database
from tests.factories import make_decision, make_feedback

FOLDER = str(MIGRATIONS)


@pytest.fixture(params=["sqlite", "postgresql"])
def own_app(
    request: pytest.FixtureRequest, tmp_path: Path, postgres_url: str, worker: str
) -> Iterator[Flask]:
    """An application whose database the test may take apart."""
    if request.param == "sqlite":
        yield make_app(tmp_path)
        return
    address = another_database(postgres_url, f"portal_migrations_{worker}")
    app = make_app(tmp_path, DATABASE_URL=address)
    yield app
    with app.app_context():
        db.engine.dispose()


def test_the_models_are_what_the_migrations_make(context: Flask) -> None:
    flask_migrate.check(directory=FOLDER)
    assert migrations_current(db.engine)


def test_every_constraint_of_the_models_is_in_the_database(context: Flask) -> None:
    there = inspect(db.engine)
    for table in db.metadata.sorted_tables:
        wanted = {c.name for c in table.constraints if str(c.name).startswith("ck_")}
        assert wanted == {c["name"] for c in there.get_check_constraints(table.name)}


def test_upgrading_again_changes_no_row(own_app: Flask) -> None:
    with own_app.app_context(), own_app.test_request_context("/"):
        reference = make_feedback("The ward was kind").reference
        upgrade()
        kept = find_by_reference(reference)
        assert kept is not None
        assert kept.passages[0].original_text == "The ward was kind"


def test_rows_survive_the_way_down_and_up_again(own_app: Flask) -> None:
    with own_app.app_context(), own_app.test_request_context("/"):
        feedback = make_feedback("The ward was kind")
        reference = feedback.reference
        make_decision(feedback, "approve", reason="fit_to_publish")
        db.session.remove()
        flask_migrate.downgrade(directory=FOLDER, revision="0001")
        upgrade()
        kept = find_by_reference(reference)
        assert kept is not None
        assert [p.original_text for p in kept.passages] == ["The ward was kind"]
        assert [d.reason for d in list_decisions(kept.id)] == ["fit_to_publish"]


def test_all_migrations_can_be_undone_and_made_again(own_app: Flask) -> None:
    with own_app.app_context(), own_app.test_request_context("/"):
        make_feedback()
        db.session.remove()
        flask_migrate.downgrade(directory=FOLDER, revision="base")
        assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}
        assert not migrations_current(db.engine)
        upgrade()
        assert migrations_current(db.engine)


def test_old_rows_are_chained_and_encrypted(own_app: Flask) -> None:
    with own_app.app_context(), own_app.test_request_context("/"):
        ident = make_feedback(contact={"email": "zebra@person.example"}).id
        db.session.remove()
        flask_migrate.downgrade(directory=FOLDER, revision="0001")
        assert session().scalar(text("SELECT email FROM contacts")) == "zebra@person.example"
        db.session.remove()
        upgrade()
        contact = find_contact(ident)
        assert contact is not None
        assert (contact.email, len(contact.email_hash or "")) == ("zebra@person.example", 64)
        assert "zebra" not in session().scalar(text("SELECT email FROM contacts"))
        entries = session().scalar(text("SELECT count(*) FROM audit_entries"))
        assert entries and (verify().whole, verify().broken_at) == (entries, None)
