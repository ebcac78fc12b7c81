"""The worker process: reads, mails and tidies what is due."""

import logging
import signal
from collections.abc import Callable
from types import FrameType

from flask import Flask

from portal.jobs import Jobs

SWEEP_S = 60.0
log = logging.getLogger(__name__)


def work(app: Flask) -> None:
    """Run until SIGTERM or SIGINT; the batch in hand is finished first.

    Everything due is swept at the start and every minute, whatever the queue lost; between, the
    queue wakes single sweeps.
    """
    jobs: Jobs = app.extensions["portal_jobs"]
    stopped = jobs.stopping

    def stop(_number: int, _frame: FrameType | None) -> None:
        stopped.set()

    _on_signals(stop)
    consumer = jobs.queue.create_consumer(
        workers=2, periodic=False, max_delay=1.0, initial_delay=0.1
    )
    consumer.start()
    _on_signals(stop)  # huey's consumer has just put its own in their place
    log.info("the worker is at work")
    while not stopped.is_set():
        jobs.run_all()
        stopped.wait(SWEEP_S)
    consumer.stop(graceful=True)


def _on_signals(stop: Callable[[int, FrameType | None], None]) -> None:
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, stop)
