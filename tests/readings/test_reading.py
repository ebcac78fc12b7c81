"""Reading what waits: with the shipped model, and without any."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from portal.readings import service
from portal.readings.jobs import ReaderSlot, read_waiting
from portal.readings.queries import count_by_state, find_reading, list_corrections
from portal.resources import resource_dir
from tests.factories import make_feedback, make_staff
from tests.pages import Page


@pytest.fixture(scope="module")
def shipped() -> ReaderSlot:
    """The model that ships, loaded once."""
    return ReaderSlot(resource_dir("models/reader"), True)


@pytest.fixture
def slot(context: Flask) -> Iterator[Any]:
    """Lets a test choose the application's reader."""
    before = context.extensions["portal_reader"]

    def choose(chosen: ReaderSlot) -> None:
        context.extensions["portal_reader"] = chosen

    yield choose
    context.extensions["portal_reader"] = before


def test_the_shipped_model_reads_what_waits(slot: Any, shipped: ReaderSlot) -> None:
    slot(shipped)
    bad = make_feedback("The receptionist was rude and I waited four hours in terrible pain.")
    good = make_feedback("The nurses were wonderful, they listened and explained everything.")
    assert read_waiting() == 2
    readings = [find_reading("feedback", row.id) for row in (bad, good)]
    assert [r.sentiment < 0 for r in readings if r] == [True, False]
    assert all(r and r.state == "read" and r.model == shipped.model_name() for r in readings)


def test_evidence_is_the_persons_own_words(slot: Any, shipped: ReaderSlot) -> None:
    slot(shipped)
    words = "The nurses listened to me and explained everything clearly. The food was cold."
    feedback = make_feedback(words)
    read_waiting()
    reading = find_reading("feedback", feedback.id)
    assert reading is not None
    assert reading.statements
    assert all(s.evidence in words for s in reading.statements)


def test_more_than_a_batch_is_read_in_one_sweep(slot: Any, shipped: ReaderSlot) -> None:
    slot(shipped)
    for _ in range(26):
        make_feedback("The staff were kind")
    assert read_waiting() == 26
    assert "waiting" not in count_by_state()


def test_feedback_without_words_is_not_guessed_at(slot: Any, shipped: ReaderSlot) -> None:
    slot(shipped)
    feedback = make_feedback("")
    read_waiting()
    reading = find_reading("feedback", feedback.id)
    assert reading is not None
    assert (reading.state, reading.abstained_reason) == ("abstained", "no_text")


@pytest.mark.parametrize("enabled", [True, False])
def test_without_a_model_feedback_waits_for_people(
    slot: Any, tmp_path: Path, enabled: bool
) -> None:
    slot(ReaderSlot(tmp_path if enabled else resource_dir("models/reader"), enabled))
    feedback = make_feedback("I want to kill myself")
    assert read_waiting() == 1
    reading = find_reading("feedback", feedback.id)
    assert reading is not None
    assert (reading.state, reading.abstained_reason) == ("abstained", "no_model")
    assert (reading.risk, feedback.risk) == (2, 2)


def test_without_a_model_the_portal_still_works(slot: Any, tmp_path: Path, page: Page) -> None:
    slot(ReaderSlot(tmp_path, True))
    make_feedback("Kind")
    read_waiting()
    assert page.get("/").h1


def test_a_damaged_model_is_no_model(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text('{"name": "x", "sha256": {"gone.onnx": "0"}}')
    slot = ReaderSlot(tmp_path, True)
    assert slot.reader().read("Kind").abstained == "no_model"


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"name"', "null"])
def test_a_damaged_manifest_names_no_model(tmp_path: Path, content: str) -> None:
    (tmp_path / "manifest.json").write_text(content)
    assert ReaderSlot(tmp_path, True).model_name() is None


def test_what_people_correct_is_kept_beside_the_reading(context: Flask) -> None:
    feedback, user = make_feedback(), make_staff("moderator")
    service.correct("feedback", feedback.id, label="sentiment", value="-1", user_id=user.id)
    kept = list_corrections("feedback", feedback.id)
    assert [(c.label, c.value, c.corrected_by) for c in kept] == [("sentiment", "-1", user.id)]
