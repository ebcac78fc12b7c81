"""Real portal processes on loopback, each with a data folder of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import httpx2 as httpx

#: what the machine that runs the tests may have set for itself
OWN = ("PORT", "HOST", "SECRET_KEY", "DATABASE_URL", "REDIS_URL", "MAIL_URL", "PORTAL_ENV",
       "PORTAL_BASE_URL", "MODEL_DIR", "PORTAL_CONTACT_KEYS", "CLASSIFIER", "WEB_THREADS",
       "TRUSTED_PROXIES")  # fmt: skip


def free_port() -> int:
    """A loopback port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def environment(folder: Path, **settings: str) -> dict[str, str]:
    """The environment of a portal that writes to `folder` only."""
    kept = {name: value for name, value in os.environ.items() if name not in OWN}
    return {**kept, "PORTAL_DATA_DIR": str(folder), **settings}


def portal(folder: Path, *words: str, given: str | bytes = b"", **settings: str):
    """Run one `portal` command to its end."""
    sent = given.encode() if isinstance(given, str) else given
    return subprocess.run(
        [sys.executable, "-m", "portal", *words],
        input=sent, capture_output=True, timeout=120, check=False,
        env=environment(folder, **settings),
    )  # fmt: skip


def until(true: Callable[[], object], seconds: float = 30.0) -> bool:
    """Wait for something to come true; False when it does not."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if true():
            return True
        time.sleep(0.05)
    return False


@dataclass
class Running:
    """A portal process (`web`, `worker` or `run`) that can be killed and started again."""

    folder: Path
    role: str
    settings: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    process: subprocess.Popen | None = None
    cwd: Path | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def output(self) -> str:
        return (self.folder / f"{self.role}.log").read_text(errors="replace")

    def start(self) -> "Running":
        """Start it; a web process answers when this returns."""
        with (self.folder / f"{self.role}.log").open("a") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "portal", self.role], stdout=log, stderr=log, cwd=self.cwd,
                env=environment(self.folder, PORT=str(self.port), **self.settings),
            )  # fmt: skip
        if self.role != "worker":
            assert until(lambda: self.process.poll() is not None or self.answers(), 60)
            assert self.process.poll() is None, self.output[-2000:]
        return self

    def answers(self) -> bool:
        """Whether it says that it is alive."""
        try:
            return httpx.get(f"{self.address}/healthz", timeout=5).status_code == 200
        except httpx.HTTPError:
            return False

    def kill(self) -> None:
        """kill -9."""
        self.process.kill()
        self.process.wait()

    def end(self, number: int = signal.SIGTERM, seconds: float = 20) -> float:
        """Ask it to end; returns the seconds that it took."""
        began = time.monotonic()
        self.process.send_signal(number)
        self.process.wait(seconds)
        return time.monotonic() - began

    def cleanup(self) -> None:
        """End it, whatever happened."""
        if self.process and self.process.poll() is None:
            try:
                self.end(signal.SIGTERM, 15)
            except subprocess.TimeoutExpired:
                self.kill()


def children_of(pid: int) -> dict[str, int]:
    """The `portal` children of a process by their role."""
    found = {}
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        words = Path(f"/proc/{child}/cmdline").read_bytes().split(b"\0")
        if len(words) > 2:  # what has just died has no command line
            found[words[-2].decode()] = int(child)
    return found


def alive(pid: int) -> bool:
    """Whether a process runs (a zombie does not)."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False
