"""The web process: waitress, with its own drain.

waitress buffers a slow phone's form before it takes a thread, so that slow connections cannot
stop the server; but on SIGTERM it drops the request in hand. So the listening socket is closed
first and the process ends when the last answer has gone out.
"""

import logging
import signal
import socket
import time
from collections.abc import Callable
from types import FrameType
from typing import Any

from waitress import wasyncore
from waitress.server import create_server

CONNECTIONS = 1000
CHANNEL_TIMEOUT_S = 30
DRAIN_S = 30.0
log = logging.getLogger(__name__)


def serve(wsgi: Callable[..., Any], *, host: str, port: int, threads: int) -> None:
    """Serve `wsgi` until SIGTERM or SIGINT, then finish what is in hand and return."""
    server = create_server(
        wsgi,
        host=host,
        port=port,
        threads=threads,
        connection_limit=CONNECTIONS,
        channel_timeout=CHANNEL_TIMEOUT_S,
        ident=None,
        clear_untrusted_proxy_headers=False,
    )
    stopping: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        stopping.append(number)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    log.info("listening on %s:%s", host, port)
    while not stopping:
        wasyncore.loop(timeout=0.5, map=server._map, use_poll=True, count=1)
    _drain(server)


def _drain(server: Any) -> None:
    listeners = [d for d in server._map.values() if getattr(d, "accepting", False)]
    for listener in listeners:
        listener.del_channel()
        listener.accepting = False
        listener.socket.close()
    deadline = time.monotonic() + DRAIN_S
    while _busy(server) and time.monotonic() < deadline:
        wasyncore.loop(timeout=0.1, map=server._map, use_poll=True, count=1)
    server.task_dispatcher.shutdown(cancel_pending=True, timeout=1)


def _busy(server: Any) -> bool:
    """Whether a request is being received, worked on or answered."""
    channels = list(server.active_channels.values())
    return any(c.requests or c.request is not None or c.total_outbufs_len for c in channels)


def port_is_free(host: str, port: int) -> bool:
    """Whether nobody listens there yet."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True
