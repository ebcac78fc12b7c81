"""The same on PostgreSQL and Redis: killed again and again, nobody is lost."""

import json
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from tests.databases import _fresh
from tests.processes.people import Person
from tests.processes.portals import Running, portal, until

pytestmark = pytest.mark.slow
PEOPLE = 5


@pytest.fixture
def settings(postgres_url: str, redis_url: str, tmp_path: Path) -> dict[str, str]:
    """A migrated database of this test's own, and Redis."""
    address = _fresh(postgres_url, f"killed_{Path(tmp_path).parent.name.replace('-', '_')}")
    settings = {"DATABASE_URL": address, "REDIS_URL": redis_url}
    done = portal(tmp_path, "init", **settings)
    assert done.returncode == 0, done.stderr
    return settings


def ask(settings: dict[str, str], question: str) -> list:
    with psycopg.connect(settings["DATABASE_URL"], autocommit=True) as connection:
        answer = connection.execute(question)
        return answer.fetchall() if answer.description else []


def kill_both(web: Running, worker: Running, stop: threading.Event) -> int:
    killed = 0
    while not stop.wait(2):
        for running in (web, worker):
            running.kill()
            running.start()
            killed += 1
    return killed


def test_everybody_who_was_thanked_is_stored_and_read_once(start, settings, tmp_path):
    web, worker = start("web", tmp_path, **settings), start("worker", tmp_path, **settings)
    words = [f"Invented words of person {n}, the nurse was kind" for n in range(PEOPLE)]
    stop = threading.Event()
    with ThreadPoolExecutor(PEOPLE + 1) as pool:
        killer = pool.submit(kill_both, web, worker, stop)
        thanks = list(pool.map(Person.gives, [Person(web.address) for _ in words], words))
        stop.set()
        assert killer.result() >= 2
    assert all("Thank you" in page for page in thanks)
    stored = Counter(row[0] for row in ask(settings, "SELECT original_text FROM passages"))
    assert stored == Counter(words)
    worker.kill()
    ask(settings, "UPDATE readings SET lease_until = '2020-01-01' WHERE state = 'waiting'")
    worker.start()
    waiting = "SELECT count(*) FROM readings WHERE state = 'waiting'"
    assert until(lambda: ask(settings, waiting) == [(0,)]), worker.output[-2000:]
    found = json.loads(portal(tmp_path, "status", **settings).stdout)
    assert found["database"] == "postgresql"
    assert found["feedback"]["total"] == found["feedback"]["read"] == PEOPLE
