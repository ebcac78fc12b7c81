"""Workers that take at the same moment, each in a thread with a connection of its own."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import time_machine
from flask import Flask

from portal.db import session
from portal.readings import service
from portal.readings.models import Reading
from tests.factories import make_feedback
from tests.readings.test_leases import START, read

WORKERS, EACH, ITEMS = 4, 5, 30


@pytest.fixture
def ran_out(app: Flask) -> Iterator[Flask]:
    """Items that were leased to a worker that is gone."""
    with time_machine.travel(START, tick=False) as clock:
        with app.app_context(), app.test_request_context("/"):
            for _ in range(ITEMS):
                make_feedback()
            service.lease(ITEMS)
        clock.shift(181)
        yield app


def take_all(app: Flask, start: Barrier) -> list[int]:
    """What one worker takes, and keeps, until nothing is left."""
    taken: list[int] = []
    with app.app_context():
        start.wait(20)
        while rows := (leased := service.lease(EACH))[1]:
            assert len(rows) <= EACH
            taken += [row[0] for row in rows]
            assert service.keep(leased[0], {row[0]: read() for row in rows}) == len(rows)
    return taken


def test_leases_that_ran_out_are_never_taken_by_two(ran_out: Flask) -> None:
    start = Barrier(WORKERS)
    with ThreadPoolExecutor(WORKERS) as pool:
        running = [pool.submit(take_all, ran_out, start) for _ in range(WORKERS)]
        taken = [ident for worker in running for ident in worker.result(60)]
    assert len(taken) == len(set(taken)) == ITEMS
    with ran_out.app_context():
        rows = session().query(Reading).all()
        assert {(row.state, row.attempts) for row in rows} == {("read", 2)}


def test_leases_that_ran_out_are_taken_in_one_batch(ran_out: Flask) -> None:
    with ran_out.app_context():
        assert len(service.lease(ITEMS)[1]) == ITEMS
        assert service.lease(ITEMS)[1] == []
