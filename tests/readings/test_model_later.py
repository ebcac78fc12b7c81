"""A model that is put in place later reads what waited for people without it."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from portal.readings import service
from portal.readings.jobs import ReaderSlot, read_waiting
from portal.readings.queries import count_by_state, find_reading, list_corrections
from portal.resources import resource_dir
from tests.factories import make_feedback, make_staff

SHIPPED = resource_dir("models/reader")


@pytest.fixture
def folder(context: Flask, tmp_path: Path) -> Iterator[Path]:
    """The application reads with a model from this folder, in which none is yet."""
    before = context.extensions["portal_reader"]
    context.extensions["portal_reader"] = ReaderSlot(tmp_path / "reader", True)
    yield tmp_path / "reader"
    context.extensions["portal_reader"] = before


def put_model(folder: Path) -> None:
    """Put the model that ships into the folder."""
    shutil.copytree(SHIPPED, folder, copy_function=os.link, dirs_exist_ok=True)


def state_of(source_id: int) -> tuple[str, str | None]:
    """State and reason of one reading."""
    reading = find_reading("feedback", source_id)
    assert reading is not None
    return reading.state, reading.abstained_reason


def test_what_no_model_could_read_is_read_when_there_is_one(folder: Path) -> None:
    feedback, user = make_feedback("The nurses were wonderful"), make_staff("moderator")
    read_waiting()
    assert state_of(feedback.id) == ("abstained", "no_model")
    service.correct("feedback", feedback.id, label="sentiment", value="2", user_id=user.id)
    put_model(folder)
    assert read_waiting() == 1
    assert state_of(feedback.id) == ("read", None)
    assert [c.value for c in list_corrections("feedback", feedback.id)] == ["2"]


def test_it_is_read_once(folder: Path) -> None:
    for _ in range(26):
        make_feedback("The nurses were wonderful")
    assert [read_waiting(), read_waiting()] == [26, 0]
    put_model(folder)
    assert [read_waiting(), read_waiting()] == [26, 0]
    assert count_by_state() == {"read": 26}


def test_as_long_as_there_is_no_model_nothing_is_asked_again(folder: Path) -> None:
    feedback = make_feedback()
    read_waiting()
    folder.mkdir()
    (folder / "manifest.json").write_text("half of one")
    assert read_waiting() == 0
    reading = find_reading("feedback", feedback.id)
    assert reading is not None
    assert (reading.state, reading.attempts) == ("abstained", 1)


def test_other_abstentions_stay_as_they_are(folder: Path) -> None:
    put_model(folder)
    feedback = make_feedback("")
    assert [read_waiting(), read_waiting()] == [1, 0]
    assert state_of(feedback.id) == ("abstained", "no_text")


def test_workers_with_and_without_a_model_do_not_quarrel_for_ever(
    folder: Path, context: Flask
) -> None:
    make_feedback()
    for _ in range(8):
        owner, rows = service.lease(1)
        service.keep(owner, {row[0]: ReaderSlot(folder, False).reader().read("") for row in rows})
        service.ask_again(10)
    assert (service.lacked_a_model(), count_by_state()) == (False, {"abstained": 1})


def test_no_more_than_asked_for_wait_again(folder: Path) -> None:
    for _ in range(3):
        make_feedback()
    read_waiting()
    assert service.ask_again(2) == 2
    assert count_by_state() == {"waiting": 2, "abstained": 1}


def test_a_model_is_named_only_while_it_can_be_used(folder: Path) -> None:
    slot = ReaderSlot(folder, True)
    assert (slot.model_name(), "manifest.json" in (slot.model_problem() or "")) == (None, True)
    put_model(folder)
    assert (slot.model_name() is not None, slot.model_problem()) == (True, None)
    (folder / "tokenizer.json").unlink()
    assert (slot.model_name(), "tokenizer.json" in (slot.model_problem() or "")) == (None, True)


def test_a_reader_that_is_switched_off_is_said_to_be(folder: Path) -> None:
    put_model(folder)
    slot = ReaderSlot(folder, False)
    assert (slot.model_name(), slot.model_problem()) == (None, "The reader is switched off.")


def test_readiness_says_why_the_model_cannot_be_used(folder: Path, context: Flask) -> None:
    client = context.test_client()
    missing = client.get("/readyz").json
    assert missing["model"] is False
    assert missing["model_problem"] == "A file of the model is missing: manifest.json."
    put_model(folder)
    assert client.get("/readyz").json["model"] is True
