"""The web process: waitress, with its own drain.

waitress buffers a slow phone's form before it takes a thread, so that slow connections cannot
stop the server; but on SIGTERM it drops the request in hand. So the listening socket is closed
first and the process ends when the last answer has gone out. A form that is still arriving gets a
few seconds to arrive whole: one that dribbles cannot hold up the end.
"""

import logging
import signal
import socket
import time
from collections.abc import Callable
from types import FrameType
from typing import Any

from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import create_server

from portal.config import SettingError, Settings

CONNECTIONS = 1000
CHANNEL_TIMEOUT_S = 30
DRAIN_S = 30.0
#: how long a form may go on arriving after the signal; nobody was thanked for it yet
GRACE_S = 5.0
log = logging.getLogger(__name__)


def serve(wsgi: Callable[..., Any], *, host: str, port: int, threads: int) -> None:
    """Serve `wsgi` until SIGTERM or SIGINT, then finish what is in hand and return."""
    # a map of our own: a name such as localhost stands for two sockets, and both are in it
    sockets: dict[int, Any] = {}
    server = create_server(
        wsgi,
        map=sockets,
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

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, stop)
    log.info("listening on %s:%s", host, port)
    while not stopping:
        wasyncore.loop(timeout=0.5, map=sockets, use_poll=True, count=1)
    _drain(sockets)
    server.task_dispatcher.shutdown(cancel_pending=True, timeout=1)


def _drain(sockets: dict[int, Any]) -> None:
    # one more look: what was connected or sent before the signal is taken in
    wasyncore.loop(timeout=0, map=sockets, use_poll=True, count=2)
    for listener in [d for d in sockets.values() if d.accepting]:
        listener.del_channel()
        listener.accepting = False
        listener.socket.close()
    began = time.monotonic()
    while _unfinished(sockets, time.monotonic() - began):
        wasyncore.loop(timeout=0.1, map=sockets, use_poll=True, count=1)


def _unfinished(sockets: dict[int, Any], spent: float) -> bool:
    """Whether somebody is still waited for, `spent` seconds after the signal."""
    channels = [c for c in sockets.values() if isinstance(c, HTTPChannel)]
    in_hand = any(c.requests or c.total_outbufs_len for c in channels)
    arriving = any(c.request is not None for c in channels)
    return (in_hand and spent < DRAIN_S) or (arriving and spent < GRACE_S)


def port_is_free(host: str, port: int) -> bool:
    """Whether nobody listens there yet."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def check_port(settings: Settings) -> None:
    """Raises `SettingError` with one sentence where somebody listens already."""
    if not port_is_free(settings.host, settings.port):
        raise SettingError(f"PORT {settings.port} is in use; choose another with PORT=8001.")
