"""The worker process: reads, mails and tidies what is due."""

import logging
import signal
import threading
from types import FrameType

from flask import Flask

from portal.jobs import Jobs

SWEEP_S = 60.0
log = logging.getLogger(__name__)


def work(app: Flask) -> None:
    """Run until SIGTERM or SIGINT; the sweep in hand is finished first.

    Everything due is swept at the start and every minute, whatever the queue lost; between, the
    queue wakes single sweeps.
    """
    jobs: Jobs = app.extensions["portal_jobs"]
    stopped = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        stopped.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    consumer = jobs.queue.create_consumer(
        workers=2, periodic=False, max_delay=1.0, initial_delay=0.1
    )
    consumer.start()
    log.info("the worker is at work")
    while not stopped.is_set():
        jobs.run_all()
        stopped.wait(SWEEP_S)
    consumer.stop(graceful=True)
