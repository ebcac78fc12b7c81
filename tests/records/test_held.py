"""The copy of everything held: no table and no word is left out."""

import json

import pytest
from flask import Flask
from sqlalchemy import ForeignKey, Integer, MetaData, Table, select
from sqlalchemy.schema import Column

from portal.audit.queries import list_entries
from portal.db import db, session
from portal.feedback.states import Kind
from portal.records.held import everything_held, tables_about
from portal.records.words import TABLES
from tests.factories import make_feedback, sign_in_as
from tests.pages import Page
from tests.records.aged import keeper
from tests.records.everywhere import CANARY, places, told


def about_feedback() -> set[str]:
    """Every table that refers to feedback by a column or a key, straight or through others."""
    found = {"feedback"}
    for table in db.metadata.sorted_tables:
        named = "feedback_id" in table.columns or {"source", "source_id"} <= set(
            table.columns.keys()
        )
        if named or {key.column.table.name for key in table.foreign_keys} & found:
            found.add(table.name)
    return found


def test_every_table_about_feedback_is_in_the_copy(context: Flask) -> None:
    held = everything_held(make_feedback())
    assert len(about_feedback()) >= 15
    assert about_feedback() - set(held) == set()


def test_a_table_that_comes_later_is_in_the_copy(
    context: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = MetaData()
    for table in db.metadata.sorted_tables:
        table.to_metadata(later)
    own = later.tables["feedback"]
    first = Table("letters", later, Column("id", Integer, primary_key=True),
                  Column("about", ForeignKey(own.c.id)))  # fmt: skip
    second = Table("letter_pages", later, Column("letter_id", ForeignKey(first.c.id)))
    third = Table("calls", later, Column("feedback_id", Integer))
    monkeypatch.setattr("portal.records.held.Base.metadata", later)
    monkeypatch.setattr("portal.records.held._table", lambda _model: own)
    assert {first, second, third} <= set(tables_about(1))


@pytest.mark.parametrize("kind", [Kind.EXPERIENCE, Kind.COMPLAINT])
def test_every_place_with_the_persons_words_is_in_the_copy(context: Flask, kind: Kind) -> None:
    held = everything_held(told(keeper(), kind))
    copied = {
        (table, column)
        for table, rows in held.items()
        for row in rows
        for column, value in row.items()
        if CANARY in str(value)
    }
    assert copied == {(place.table, place.column) for place in places()}


def test_every_row_about_the_item_is_copied_and_none_of_another(context: Flask) -> None:
    by = keeper()
    first, other = told(by), make_feedback("Of somebody else", contact={"name": "Somebody"})
    held = everything_held(first)
    for name in about_feedback() - {"feedback"}:
        table = db.metadata.tables[name]
        if "feedback_id" in table.columns:
            own = session().execute(select(table).where(table.c.feedback_id == first.id)).all()
            assert len(held[name]) == len(own), name
    assert "Of somebody else" not in json.dumps(held)
    assert [row["reference"] for row in held["feedback"]] == [first.reference] != [other.reference]


def test_labels_corrections_notes_mails_and_the_trail_are_copied(context: Flask) -> None:
    held = everything_held(told(keeper()))
    assert held["read_themes"][0]["theme_id"] == "patient_safety"
    assert held["reading_corrections"][0]["value"] == "positive"
    assert {mail["purpose"] for mail in held["mails"]} >= {"confirm", "answer"}
    assert "write_back" in {entry["verb"] for entry in held["audit_entries"]}
    assert held["notes"][0]["written_by"].startswith("Invented Person (staff:")


def test_no_key_of_the_machine_is_copied(context: Flask) -> None:
    held = everything_held(told(keeper()))
    names = {name for rows in held.values() for row in rows for name in row}
    assert not [name for name in names if "hash" in name or name in ("key", "draft_id")]


def test_every_table_has_a_heading(context: Flask) -> None:
    assert set(everything_held(make_feedback())) <= set(TABLES)


def test_the_copy_is_a_page_to_print_and_a_file_and_both_are_in_the_trail(page: Page) -> None:
    with page.app.app_context(), page.app.test_request_context("/"):
        feedback = told(keeper(), Kind.COMPLAINT)
        ident, reference = feedback.id, feedback.reference
    sign_in_as(page, "system_administrator")
    url = f"/desk/records/{ident}"
    shown = page.post(f"{url}/held", {"shape": "page"}, at=url, action="/held", status=200)
    assert f"I say {CANARY}" in shown.text
    file = page.post(f"{url}/held", {"shape": "file"}, at=url, action="/held", status=200).response
    assert file.get_json()["reference"] == reference
    assert f"held-{reference}.json" in file.headers["Content-Disposition"]
    with page.app.app_context():
        seen = [e.detail for e in list_entries("feedback", ident) if e.verb == "copy_held"]
    assert seen == [{"as_file": False}, {"as_file": True}]
