"""A fair queue of writers for SQLite.

SQLite's own busy handler starves writers: with eight of them some wait for seconds while others
commit hundreds of times. A file lock is taken before BEGIN IMMEDIATE; who held it long steps back
before taking it again, so that a sweep of many batches lets people in between. The kernel frees
the lock when its holder dies.
"""

import fcntl
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from portal.db.errors import DatabaseUnavailable

WAIT_S = 4.0
POLL_S = 0.0015
#: a transaction that took longer than this is followed by a pause in which everybody polls once
LONG_S = 0.03


class WriteLock:
    """An exclusive lock between the threads and the processes that share one file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._local = threading.local()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock; raises `DatabaseUnavailable` when it is not free in four seconds."""
        descriptor = self._descriptor()
        if getattr(self._local, "held_long", False):
            time.sleep(2 * POLL_S)
        self._acquire(descriptor)
        since = time.monotonic()
        try:
            yield
        finally:
            fcntl.flock(descriptor, fcntl.LOCK_UN)
            self._local.held_long = time.monotonic() - since > LONG_S

    def _descriptor(self) -> int:
        # flock belongs to the open file, so each thread of each process opens its own.
        if getattr(self._local, "pid", None) != os.getpid():
            self._local.descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
            self._local.pid = os.getpid()
        return self._local.descriptor

    def _acquire(self, descriptor: int) -> None:
        deadline = time.monotonic() + WAIT_S
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise DatabaseUnavailable("too many are writing at once") from None
                time.sleep(POLL_S)
