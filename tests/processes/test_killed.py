"""kill -9 at any moment: who was thanked is on disk, once, and is read, once."""

import json
import sqlite3
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from tests.processes.people import Person
from tests.processes.portals import Running, portal, until

pytestmark = pytest.mark.slow
PEOPLE = 16


def rows(folder: Path, question: str) -> list:
    with closing(sqlite3.connect(folder / "portal.sqlite3", timeout=10)) as connection:
        return connection.execute(question).fetchall()


def words_on_disk(folder: Path) -> Counter:
    return Counter(words for (words,) in rows(folder, "SELECT original_text FROM passages"))


def rung(folder: Path, sweep: str) -> int:
    """How often the queue still asks for this sweep."""
    with closing(sqlite3.connect(folder / "queue.sqlite3")) as queue:
        found = queue.execute("SELECT 1 FROM task WHERE instr(data, ?)", [sweep.encode()])
        return len(found.fetchall())


def lease_runs_out(folder: Path) -> None:
    """Three minutes go by for what a dead worker holds."""
    with closing(sqlite3.connect(folder / "portal.sqlite3", timeout=10)) as connection:
        connection.execute(
            "UPDATE readings SET lease_until = '2020-01-01 00:00:00' "
            "WHERE state = 'waiting' AND lease_until IS NOT NULL"
        )
        connection.commit()


def kill_again_and_again(web: Running, stop: threading.Event) -> int:
    killed = 0
    while not stop.wait(1.5):
        web.kill()
        killed += 1
        web.start()
    return killed


def test_everybody_who_was_thanked_is_on_disk_once_when_the_web_is_killed(start, folder):
    web, stop = start("web"), threading.Event()
    words = [f"Invented words of person {n}, the nurse was kind" for n in range(PEOPLE)]
    people = [Person(web.address) for _ in words]
    with ThreadPoolExecutor(9) as pool:
        killer = pool.submit(kill_again_and_again, web, stop)
        thanks = list(pool.map(Person.gives, people, words))
        stop.set()
        assert killer.result() >= 2
    assert all("Thank you" in page for page in thanks)
    assert sum(person.retries for person in people) > 0, "no kill met a request: nothing was tried"
    assert words_on_disk(folder) == Counter(words)
    status = json.loads(portal(folder, "status").stdout)
    assert status["feedback"]["total"] == status["jobs"]["waiting"] == PEOPLE


def import_many(folder: Path, count: int) -> None:
    lines = ["Comment ID,Trust,Question,Comment"]
    lines += [f"k{n},R0B,What was good?,Nurse number {n} was kind and calm" for n in range(count)]
    (folder / "many.csv").write_text("\n".join(lines), encoding="utf-8")
    (folder / "many.toml").write_text(MAPPING, encoding="utf-8")
    done = portal(folder, "import-feedback", str(folder / "many.csv"),
                  "--mapping", str(folder / "many.toml"))  # fmt: skip
    assert done.returncode == 0, done.stderr


MAPPING = """\
name = "many"
[columns]
comment_id = "Comment ID"
organisation = "Trust"
question = "Question"
text = "Comment"
"""


def count(folder: Path, state: str) -> int:
    found = rows(folder, f"SELECT count(*) FROM readings WHERE state = '{state}'")
    return found[0][0]


def test_every_reading_is_read_once_when_the_worker_is_killed_again_and_again(start, folder):
    import_many(folder, 240)
    for _ in range(3):
        worker, before = start("worker"), count(folder, "read")
        assert until(lambda before=before: count(folder, "read") > before), worker.output
        worker.kill()
        lease_runs_out(folder)
    assert count(folder, "waiting") > 0, "everything was read before the last kill"
    start("worker")
    assert until(lambda: not count(folder, "waiting"), 60)
    status = json.loads(portal(folder, "status").stdout)["feedback"]
    assert status["total"] == status["read"] + status["abstained"] == 240
    twice = "SELECT 1 FROM read_statements GROUP BY reading_id, statement_id HAVING count(*) > 1"
    assert not rows(folder, twice)
    assert rows(folder, "SELECT max(attempts) FROM readings")[0][0] <= 5


def test_a_worker_that_is_asked_to_end_does_not_read_all_that_waits_first(start, folder):
    import_many(folder, 1500)
    worker = start("worker")
    assert until(lambda: count(folder, "read"))
    assert worker.end() < 8
    assert count(folder, "waiting") > 0
    held = "SELECT count(*) FROM readings WHERE lease_until IS NOT NULL"
    assert rows(folder, held) == [(0,)], "the batch in hand was finished"


def test_the_queue_alone_would_have_lost_the_job(start, folder):
    """The control: after kill -9 the queue is empty, and only the row knows."""
    import_many(folder, 120)
    assert rung(folder, "readings")
    worker = start("worker")
    assert until(lambda: count(folder, "read"))
    worker.kill()
    assert not rung(folder, "readings")
    assert count(folder, "waiting") > 0
    time.sleep(0.1)
    lease_runs_out(folder)
    start("worker")
    assert until(lambda: not count(folder, "waiting"), 60)
