"""The real portal as its users meet it: two processes, demo content, a free port."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Portal:
    """A running portal."""

    base: str
    environ: dict[str, str]

    def command(self, *words: str) -> str:
        """What a `portal` command prints."""
        return subprocess.run(
            [sys.executable, "-m", "portal", *words],
            env=self.environ,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()

    def count(self) -> int:
        """How much feedback the database holds."""
        folder = Path(self.environ["PORTAL_DATA_DIR"])
        with closing(sqlite3.connect(folder / "portal.sqlite3")) as database:
            return int(database.execute("SELECT count(*) FROM feedback").fetchone()[0])


@contextmanager
def running_portal(folder: Path) -> Iterator[Portal]:
    """A portal with demo content, ended at the end."""
    port = _free_port()
    environ = {**os.environ, "PORTAL_DATA_DIR": str(folder), "PORT": str(port)}
    portal = Portal(f"http://127.0.0.1:{port}", environ)
    log = (folder / "portal.log").open("w")
    process = subprocess.Popen(
        [sys.executable, "-m", "portal", "run", "--demo"], env=environ, stdout=log, stderr=log
    )
    try:
        _wait(portal.base)
        yield portal
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)
        log.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(base: str) -> None:
    for _ in range(1000):
        try:
            urllib.request.urlopen(f"{base}/healthz", timeout=2)
            return
        except OSError:
            time.sleep(0.3)
    raise AssertionError("the portal did not start")
