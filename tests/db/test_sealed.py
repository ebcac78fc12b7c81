"""Contact details are encrypted at rest, and their keys can be changed."""

import logging
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from flask import Flask
from sqlalchemy import select, text

from portal.db import db, session
from portal.db.rotation import rotate, sealed_columns
from portal.db.sealed import (
    MARK,
    ComparedSealed,
    Keyring,
    SealedWithAnotherKey,
    init_sealing,
    keyring,
)
from portal.feedback import drafts, service, withdrawal
from portal.feedback.models import Contact
from portal.notify.models import Mail
from tests.factories import make_feedback

ADDRESS = "zebra.quince@person.example"
PHONE = "07700900123"


def everything_stored() -> str:
    """Every value of every table as the database holds it."""
    names = [t.name for t in db.metadata.sorted_tables]
    rows = [session().execute(text(f"SELECT * FROM {name}")).all() for name in names]
    session().rollback()
    return repr(rows)


def give(address: str = ADDRESS) -> int:
    """Feedback and a draft that name an address."""
    draft, _ = drafts.start_draft(kind="concern", language="en")
    drafts.keep_answers(draft, {"email": address, "phone": PHONE})
    contact = {"name": "Zebra Quince", "email": address, "phone": PHONE}
    return make_feedback(contact=contact).id


def test_no_table_and_no_log_holds_an_address(
    context: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        give()
    stored = everything_stored() + caplog.text
    assert not [word for word in (ADDRESS, "Quince", PHONE) if word in stored]
    assert (session().scalars(select(Mail.recipient)).all()) == [ADDRESS]


def test_no_file_of_the_database_holds_an_address(sqlite_app: Flask) -> None:
    with sqlite_app.app_context(), sqlite_app.test_request_context("/"):
        give()
        folder = Path(sqlite_app.config["DATA_DIR"])
        files = [f for f in folder.glob("portal.sqlite3*")]
        assert files
        assert not [f for f in files if ADDRESS.encode() in f.read_bytes()]


def test_what_was_taken_back_is_in_no_file_of_the_database(sqlite_app: Flask) -> None:
    with sqlite_app.app_context(), sqlite_app.test_request_context("/"):
        feedback = make_feedback("The zebracanary ward was kind. " * 300)
        withdrawal.withdraw(feedback)
        folder = Path(sqlite_app.config["DATA_DIR"])
        files = [f for f in folder.rglob("*") if f.is_file()]
        assert not [f for f in files if b"zebracanary" in f.read_bytes()]


def test_a_sealed_value_tells_no_more_than_the_hour(context: Flask) -> None:
    give()
    stored = session().scalar(text("SELECT email FROM contacts"))
    moment = Fernet(_first_key(context)).extract_timestamp(stored.removeprefix(MARK).encode())
    assert moment % 3600 == 0


def _first_key(app: Flask) -> str:
    return (Path(app.config["DATA_DIR"]) / "contact_keys").read_text().strip()


def test_an_encrypted_column_cannot_be_compared_by_mistake(context: Flask) -> None:
    with pytest.raises(ComparedSealed):
        select(Contact).filter_by(email=ADDRESS)
    assert str(select(Contact).where(Contact.email != "")) != ""


@pytest.fixture
def with_new_key(context: Flask) -> Flask:
    """Rows under the old key, and an application that writes by a new one and reads both."""
    give()
    give("second@person.example")
    old, new = _first_key(context), Fernet.generate_key().decode()
    before = context.extensions["portal_keyring"]
    init_sealing(context, keys=[new, old], secret=context.config["SECRET_KEY"])
    yield context
    context.extensions["portal_keyring"] = before


def test_after_rotation_the_old_key_is_needed_no_more(with_new_key: Flask) -> None:
    assert rotate() == 10
    assert rotate() == 0
    ring = keyring()
    assert all(ring.is_current(v) for v in session().scalars(text("SELECT email FROM contacts")))


def test_rotation_that_was_broken_off_goes_on_where_it_was(
    with_new_key: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.db.rotation.BATCH", 1)

    def stop(done: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rotate(stop)
    assert rotate() == 7


def test_addresses_are_found_by_their_hash_after_rotation(with_new_key: Flask) -> None:
    rotate()
    first = session().scalars(select(Contact.feedback_id).order_by(Contact.feedback_id)).first()
    feedback = service.session().get_one(service.Feedback, first)
    withdrawal.withdraw(feedback)
    assert session().scalars(select(Mail.recipient)).all() == ["second@person.example"]


def test_without_the_key_a_sentence_names_the_setting() -> None:
    one, other = (Keyring([Fernet.generate_key().decode()], "s") for _ in range(2))
    with pytest.raises(SealedWithAnotherKey, match="PORTAL_CONTACT_KEYS"):
        other.open(one.seal(ADDRESS))
    assert one.open(one.seal(ADDRESS)) == ADDRESS


def test_every_way_to_reach_a_person_is_encrypted() -> None:
    found = {f"{c.table.name}.{c.name}" for c in sealed_columns()}
    assert found >= {"contacts.name", "contacts.email", "contacts.phone", "mails.recipient",
                     "drafts.answers"}  # fmt: skip
