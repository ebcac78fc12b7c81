"""`portal run`: web and worker as two processes, ended together, started again when one dies."""

import os
import signal
import subprocess
import sys
import time
from types import FrameType

ROLES = ("web", "worker")
STOP_S = 40.0


def run_both() -> int:
    """Run both until SIGINT or SIGTERM; returns the exit status."""
    stopping: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        stopping.append(number)

    # a closed terminal ends both as well: they are out of its reach
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    children = {role: _start(role) for role in ROLES}
    while not stopping:
        time.sleep(0.3)
        for role, child in children.items():
            if child.poll() is not None and not stopping:
                ended = f"the {role} process ended ({child.returncode}); starting it again"
                print(ended, flush=True)
                time.sleep(1)
                children[role] = _start(role)
    return _end(children)


def _start(role: str) -> subprocess.Popen[bytes]:
    # a process group of its own: Ctrl-C reaches only the supervisor, which then ends both
    return subprocess.Popen(
        [sys.executable, "-m", "portal", role], start_new_session=True, env=os.environ.copy()
    )


def _end(children: dict[str, "subprocess.Popen[bytes]"]) -> int:
    for child in children.values():
        if child.poll() is None:
            child.send_signal(signal.SIGTERM)
    deadline = time.monotonic() + STOP_S
    for child in children.values():
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
    return 0
