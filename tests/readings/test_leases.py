"""Leases: one worker at a time, nothing lost, nothing read twice."""

from typing import Any

import pytest
import time_machine
from flask import Flask

from portal.classifier import NullReader
from portal.classifier import Reading as Read
from portal.db import session
from portal.feedback.models import Feedback
from portal.readings import service
from portal.readings.queries import count_by_state, count_waiting, find_reading
from tests.factories import make_feedback

START = "2026-03-02T10:00:00Z"


def read(risk: int = 0) -> Read:
    """What a reader might have found."""
    result = NullReader().read("Kind")
    return Read(**{**vars(result), "abstained": None, "model": "invented-1", "risk": risk})


def test_a_lease_is_exclusive(context: Flask) -> None:
    made = [make_feedback().id for _ in range(3)]
    _, first = service.lease(2)
    _, second = service.lease(2)
    _, third = service.lease(2)
    assert sorted(row[2] for row in (*first, *second)) == made
    assert third == []


def test_the_riskiest_is_read_first(context: Flask) -> None:
    make_feedback()
    urgent = make_feedback("I want to kill myself")
    assert [row[2] for row in service.lease(1)[1]] == [urgent.id]


def test_a_lease_that_ran_out_is_taken_again(context: Flask) -> None:
    with time_machine.travel(START, tick=False) as clock:
        make_feedback()
        service.lease(10)
        clock.shift(180)
        assert service.lease(10)[1] == []
        clock.shift(1)
        assert len(service.lease(10)[1]) == 1


def test_a_result_is_stored_once(context: Flask) -> None:
    feedback = make_feedback()
    owner, rows = service.lease(1)
    results = {rows[0][0]: read()}
    assert [service.keep(owner, results), service.keep(owner, results)] == [1, 0]
    reading = find_reading("feedback", feedback.id)
    assert reading is not None
    assert (reading.state, reading.model, reading.lease_owner) == ("read", "invented-1", None)


def test_a_worker_that_lost_its_lease_stores_nothing(context: Flask) -> None:
    with time_machine.travel(START, tick=False) as clock:
        make_feedback()
        slow, rows = service.lease(1)
        clock.shift(181)
        fast, _ = service.lease(1)
    assert service.keep(slow, {rows[0][0]: read()}) == 0
    assert service.keep(fast, {rows[0][0]: read()}) == 1


def test_the_readings_risk_reaches_the_item(context: Flask) -> None:
    feedback = make_feedback()
    owner, rows = service.lease(1)
    service.keep(owner, {rows[0][0]: read(risk=2)})
    session().refresh(feedback)
    assert feedback.risk == 2


def test_a_result_whose_risk_cannot_be_told_is_not_stored_without_it(context: Flask) -> None:
    def fail(_app: Flask, **_: Any) -> None:
        raise RuntimeError("killed between the two")

    feedback = make_feedback()
    owner, rows = service.lease(1)
    with service.reading_finished.connected_to(fail), pytest.raises(RuntimeError):
        service.keep(owner, {rows[0][0]: read(risk=2)})
    assert count_by_state() == {"waiting": 1}
    assert session().get_one(Feedback, feedback.id).risk == 0


def test_what_a_killed_worker_had_is_taken_at_once_together_with_what_is_new(
    context: Flask,
) -> None:
    with time_machine.travel(START, tick=False) as clock:
        for _ in range(3):
            make_feedback()
        service.lease(3)
        clock.shift(181)
        make_feedback()
        assert len(service.lease(10)[1]) == 4


def test_what_failed_twice_is_read_alone(context: Flask) -> None:
    with time_machine.travel(START, tick=False) as clock:
        for _ in range(3):
            make_feedback()
        for _ in range(2):
            service.lease(3)
            clock.shift(181)
        assert len(service.lease(3)[1]) == 1


def test_a_poison_is_parked_after_five_tries_and_alone(context: Flask) -> None:
    with time_machine.travel(START, tick=False) as clock:
        poison = make_feedback("poison").id
        neighbour = make_feedback("kind").id
        for _ in range(12):
            owner, rows = service.lease(24)
            if poison not in [row[2] for row in rows]:
                service.keep(owner, {row[0]: read() for row in rows})
            clock.shift(181)
            service.park_poison()
    states = [find_reading("feedback", ident) for ident in (poison, neighbour)]
    assert [(s.state, s.abstained_reason) for s in states if s] == [
        ("abstained", "failed"), ("read", None),
    ]  # fmt: skip


def test_a_living_fifth_try_is_not_parked(context: Flask) -> None:
    with time_machine.travel(START, tick=False) as clock:
        make_feedback()
        for _ in range(5):
            service.lease(1)
            clock.shift(181)
        clock.shift(-10)
        assert service.park_poison() == 0


def test_how_many_wait_and_since_when(context: Flask) -> None:
    with time_machine.travel(START, tick=False) as clock:
        make_feedback()
        clock.shift(60)
        make_feedback()
    count, oldest = count_waiting()
    assert (count, oldest and oldest.minute) == (2, 0)
