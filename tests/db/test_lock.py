"""The fair queue of writers on SQLite."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask

from portal.db import DatabaseUnavailable, lock, session, writing
from portal.db.lock import WriteLock
from portal.desk.queries import list_page_reports
from portal.desk.service import report_page


def held_elsewhere(found: WriteLock, release: threading.Event) -> threading.Thread:
    """Another thread that holds the lock until it is told to let go."""
    has_it = threading.Event()

    def hold() -> None:
        with found.held():
            has_it.set()
            release.wait(10)

    thread = threading.Thread(target=hold)
    thread.start()
    has_it.wait(5)
    return thread


def test_a_lock_that_is_never_free_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "WAIT_S", 0.2)
    found, release = WriteLock(tmp_path / "lock"), threading.Event()
    other, started = held_elsewhere(found, release), time.monotonic()
    with pytest.raises(DatabaseUnavailable), found.held():
        pass
    release.set()
    other.join()
    assert 0.2 <= time.monotonic() - started < 5


def test_a_lock_that_was_given_up_can_be_taken_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "WAIT_S", 0.05)
    found, release = WriteLock(tmp_path / "lock"), threading.Event()
    other = held_elsewhere(found, release)
    with pytest.raises(DatabaseUnavailable), found.held():
        pass
    release.set()
    other.join()
    with found.held():
        assert (tmp_path / "lock").exists()


def test_an_exception_frees_the_lock(tmp_path: Path) -> None:
    found = WriteLock(tmp_path / "lock")
    with pytest.raises(RuntimeError), found.held():
        raise RuntimeError
    release = threading.Event()
    other = held_elsewhere(found, release)
    release.set()
    other.join(5)
    assert not other.is_alive()


def test_writing_says_that_the_database_is_busy(
    sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "WAIT_S", 0.1)
    with sqlite_app.app_context():
        release = threading.Event()
        engine = session().get_bind()
        other = held_elsewhere(engine.portal_lock, release)  # type: ignore[union-attr]
        with pytest.raises(DatabaseUnavailable), writing():
            pass
        release.set()
        other.join()


def test_many_writers_at_once_all_get_their_turn(app: Flask) -> None:
    def write(number: int) -> None:
        with app.app_context():
            report_page("/", f"report {number}", "en")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(40)))
    with app.app_context():
        assert len({r.body for r in list_page_reports()}) == 40


def test_whoever_held_it_long_lets_others_go_first(tmp_path: Path) -> None:
    found, stop, waits = WriteLock(tmp_path / "lock"), threading.Event(), []

    def hold_again_and_again() -> None:
        while not stop.is_set():
            with found.held():
                time.sleep(0.06)

    thread = threading.Thread(target=hold_again_and_again)
    thread.start()
    for _ in range(8):
        time.sleep(0.02)
        started = time.monotonic()
        with found.held():
            waits.append(time.monotonic() - started)
    stop.set()
    thread.join()
    assert max(waits) < 1
