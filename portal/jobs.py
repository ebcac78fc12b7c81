"""Background work: the queue only wakes the worker, the rows with their leases are the truth.

Huey was chosen over Celery: one small package, an SQLite file by default and Redis by one
setting. Every embedded queue loses the job in hand on kill -9, so nothing here is believed:
each sweep finds its own rows.
"""

import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask, current_app
from huey import Huey, RedisHuey, SqliteHuey
from redis import ConnectionPool

log = logging.getLogger(__name__)
Sweep = Callable[[], int]
_sweeps: dict[str, Sweep] = {}


def sweep(name: str) -> Callable[[Sweep], Sweep]:
    """Register a function that does all that is due of one kind and returns how many it did."""

    def register(function: Sweep) -> Sweep:
        _sweeps[name] = function
        return function

    return register


class Jobs:
    """The bell of one application: rings a sweep by its name."""

    def __init__(self, app: Flask, queue: Huey) -> None:
        self._app = app
        self._running = {name: threading.Lock() for name in _sweeps}
        self._rung: set[str] = set()
        #: set when the process is to end: long sweeps stop after the batch in hand
        self.stopping = threading.Event()
        self.queue = queue
        self._task: Any = queue.task(name="run_sweep")(self.run)

    def wake(self, name: str) -> None:
        """Ask a worker to run the sweep `name` soon; a queue that is gone is only logged."""
        try:
            self._task(name)
        except Exception as error:
            log.warning("queue not woken for %s (%s); a sweep finds it", name, type(error).__name__)

    def run(self, name: str) -> None:
        """Run one sweep here and now, unless it runs already: then it goes round once more."""
        self._rung.add(name)
        lock = self._running.setdefault(name, threading.Lock())
        while not self.stopping.is_set() and name in self._rung and lock.acquire(blocking=False):
            try:
                self._rung.discard(name)
                with self._app.app_context():
                    _sweeps[name]()
            except Exception:
                log.exception("the sweep %s failed; it is tried again within a minute", name)
            finally:
                lock.release()

    def run_all(self) -> None:
        """Run every sweep once, whatever the queue knows."""
        for name in sorted(_sweeps):
            self.run(name)


def init_jobs(app: Flask, *, data_dir: Path, redis_url: str | None) -> Jobs:
    """Make the queue of `app`: Redis where `redis_url` is given, else a file in `data_dir`."""
    if redis_url:
        pool = ConnectionPool.from_url(redis_url, socket_timeout=5, socket_connect_timeout=2)
        queue: Huey = RedisHuey("portal", connection_pool=pool)
    else:
        queue = SqliteHuey("portal", filename=str(data_dir / "queue.sqlite3"), fsync=True)
    app.extensions["portal_jobs"] = jobs = Jobs(app, queue)
    return jobs


def wake(name: str) -> None:
    """Wake the sweep `name` of the current application; called after the commit."""
    current_app.extensions["portal_jobs"].wake(name)


def stopping() -> bool:
    """Whether this process is to end, so that a long sweep leaves the rest to the next one."""
    return bool(current_app.extensions["portal_jobs"].stopping.is_set())


def queue_answers() -> bool:
    """Whether the queue can be asked for its length."""
    try:
        current_app.extensions["portal_jobs"].queue.pending_count()
    except Exception:
        return False
    return True
