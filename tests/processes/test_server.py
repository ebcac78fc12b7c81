"""The web server: its drain, and people on slow connections."""

import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress

import httpx2 as httpx
import pytest

from tests.processes.portals import free_port, until
from tests.processes.slow_site import WORDS


def answers(address: str) -> bool:
    try:
        return httpx.get(address, timeout=5).status_code == 200
    except httpx.HTTPError:
        return False


class Site:
    """The small site in a process of its own."""

    def __init__(self, host: str) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.processes.slow_site", host, str(self.port)],
            stdout=subprocess.PIPE,
        )
        assert until(lambda: answers(self.address))

    def refuses(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self.port), 2).close()
        except OSError:
            return True
        return False


@pytest.fixture(params=["127.0.0.1", "localhost"])
def site(request) -> Iterator[Site]:
    """The small site; `localhost` may stand for two sockets."""
    running = Site(request.param)
    yield running
    running.process.kill()
    running.process.wait()


@pytest.fixture
def one_site() -> Iterator[Site]:
    running = Site("127.0.0.1")
    yield running
    running.process.kill()
    running.process.wait()


def test_the_request_in_hand_is_answered_in_full_at_sigterm(site):
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(httpx.post, f"{site.address}/slow", content=b"x" * 9000, timeout=20)
        assert site.process.stdout.readline() == b"in hand\n"
        site.process.send_signal(signal.SIGTERM)
        assert until(site.refuses, 1.2), "a new connection is refused while the answer is made"
        assert not asked.done()
        assert asked.result().content == b"9000\n" + WORDS
    assert site.process.wait(10) == 0


def test_a_form_that_is_still_arriving_is_taken_in_at_sigterm(one_site):
    with closing(socket.create_connection(("127.0.0.1", one_site.port))) as phone:
        phone.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf ")
        time.sleep(0.2)
        one_site.process.send_signal(signal.SIGTERM)
        assert until(one_site.refuses)
        phone.sendall(b"words")
        phone.settimeout(10)
        assert phone.recv(65536).startswith(b"HTTP/1.1 200 OK")


def test_an_idle_connection_does_not_hold_up_the_end(one_site):
    with closing(socket.create_connection(("127.0.0.1", one_site.port))):
        time.sleep(0.2)
        one_site.process.send_signal(signal.SIGTERM)
        assert one_site.process.wait(5) == 0


def dribble(connections: list[socket.socket], stop: threading.Event) -> None:
    while not stop.wait(0.2):
        for connection in connections:
            with suppress(ConnectionError):  # the server has ended
                connection.sendall(b"x")


def test_a_hundred_dribbling_phones_do_not_stop_a_healthy_one(one_site):
    head = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10000\r\n\r\n"
    phones = [socket.create_connection(("127.0.0.1", one_site.port)) for _ in range(100)]
    stop = threading.Event()
    for phone in phones:
        phone.sendall(head)
    dribbler = threading.Thread(target=dribble, args=(phones, stop))
    dribbler.start()
    began = time.monotonic()
    healthy = [answers(one_site.address) for _ in range(20)]
    spent = time.monotonic() - began
    stop.set()
    dribbler.join()
    for phone in phones:
        phone.close()
    assert all(healthy)
    assert spent < 10


def test_a_dribbling_form_holds_up_the_end_for_seconds_only(one_site):
    phone = socket.create_connection(("127.0.0.1", one_site.port))
    phone.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10000\r\n\r\n")
    stop = threading.Event()
    dribbler = threading.Thread(target=dribble, args=([phone], stop))
    dribbler.start()
    time.sleep(0.4)
    one_site.process.send_signal(signal.SIGTERM)
    began = time.monotonic()
    try:
        assert one_site.process.wait(12) == 0
        assert 4 < time.monotonic() - began < 9
    finally:
        stop.set()
        dribbler.join()
        phone.close()


def test_beside_a_dribbling_form_what_is_in_hand_is_answered(one_site):
    with closing(socket.create_connection(("127.0.0.1", one_site.port))) as phone:
        phone.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10000\r\n\r\nhalf")
        with ThreadPoolExecutor(1) as pool:
            asked = pool.submit(httpx.post, f"{one_site.address}/slow", content=b"x", timeout=20)
            assert one_site.process.stdout.readline() == b"in hand\n"
            one_site.process.send_signal(signal.SIGTERM)
            assert asked.result().content == b"1\n" + WORDS
        assert one_site.process.wait(9) == 0
