"""Copies of a live database, and putting one back."""

import shutil
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import httpx2 as httpx
import pytest

from tests.processes.people import Person
from tests.processes.portals import portal, until

pytestmark = pytest.mark.slow


def words_in(file) -> set[str]:
    with closing(sqlite3.connect(file)) as connection:
        return {row[0] for row in connection.execute("SELECT original_text FROM passages")}


def test_a_copy_made_while_people_send_is_whole_and_holds_who_was_thanked(start, folder, tmp_path):
    web, stop, thanked = start("web"), threading.Event(), []

    def send(number: int) -> None:
        while not stop.is_set():
            words = f"kind words {number}-{len(thanked)}"
            Person(web.address).gives(words)
            thanked.append(words)

    with ThreadPoolExecutor(3) as pool:
        sending = [pool.submit(send, n) for n in range(3)]
        until(lambda: len(thanked) > 2)
        before = set(thanked)
        done = portal(folder, "backup", str(tmp_path / "copy.sqlite3"))
        stop.set()
        [each.result() for each in sending]
    assert done.returncode == 0, done.stderr
    assert len(before) > 2
    assert before <= words_in(tmp_path / "copy.sqlite3") <= words_in(folder / "portal.sqlite3")
    assert (tmp_path / "copy.sqlite3").stat().st_mode & 0o077 == 0


def test_a_copy_put_back_below_a_running_portal_loses_nobody_after_it(start, folder, tmp_path):
    web = start("web")
    Person(web.address).gives("in the copy")
    assert portal(folder, "backup", str(tmp_path / "copy")).returncode == 0
    Person(web.address).gives("after the copy")
    done = portal(folder, "restore", "--yes", str(tmp_path / "copy"))
    assert done.returncode == 0, done.stderr
    assert httpx.get(f"{web.address}/readyz").status_code == 200
    Person(web.address).gives("after the restore")
    web.end()
    assert words_in(folder / "portal.sqlite3") == {"in the copy", "after the restore"}


def test_a_damaged_database_is_replaced(folder, tmp_path):
    assert portal(folder, "backup", str(tmp_path / "copy")).returncode == 0
    (folder / "portal.sqlite3").write_bytes(b"no database at all" * 500)
    done = portal(folder, "restore", "--yes", str(tmp_path / "copy"))
    assert done.returncode == 0, done.stderr
    assert portal(folder, "status").returncode == 0


@pytest.mark.parametrize("kind", ["text", "another"])
def test_what_is_no_copy_is_refused_with_a_sentence(ready, folder, tmp_path, kind):
    wrong = tmp_path / "wrong"
    if kind == "text":
        wrong.write_text("not a database " * 100)
    else:
        shutil.copy(ready / "queue.sqlite3", wrong)
    done = portal(folder, "restore", "--yes", str(wrong))
    assert (done.returncode, done.stderr.count(b"\n")) == (1, 1), done.stderr
    assert b"is not a copy of a" in done.stderr


def test_a_copy_never_overwrites_a_file(ready, tmp_path):
    (tmp_path / "there").write_text("precious")
    done = portal(ready, "backup", str(tmp_path / "there"))
    assert done.stderr.decode().strip() == f"{tmp_path / 'there'} exists already."
    assert (tmp_path / "there").read_text() == "precious"
