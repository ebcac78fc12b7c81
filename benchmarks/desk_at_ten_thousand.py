"""How fast the desk answers while ten thousand items wait, on SQLite and on PostgreSQL.

    .venv/bin/python benchmarks/desk_at_ten_thousand.py

Makes the items from the demo's invented content, starts the real web process on each database,
signs in and measures each page over HTTP. `SIZE=2000` and `ROUNDS=20` make it shorter.
"""

import http.cookiejar
import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.waiting_items import fill  # noqa: E402
from tests.databases import postgresql  # noqa: E402

PORT = os.environ.get("PORT", "8392")
BASE = f"http://127.0.0.1:{PORT}"
SIZE = int(os.environ.get("SIZE", "10000"))
ROUNDS = int(os.environ.get("ROUNDS", "100"))
WHO = "admin@demo.example"
QUEUES = {
    "queue, first page": "/desk?state=received",
    "queue, page 200": "/desk?state=received&after=0-{middle}",
    "queue, three filters": "/desk?state=received&kind=concern&assigned=nobody&older=2",
    "queue, search in words": "/desk?state=received&q=nurse",
    "queue, a word nobody wrote": "/desk?state=received&q=xylophone",
}


def main() -> None:
    """Print a table."""
    print(f"{SIZE:,} items wait; {ROUNDS} rounds each; milliseconds\n")
    print("| Database | Page | p50 | p95 |\n| --- | --- | ---: | ---: |")
    with tempfile.TemporaryDirectory() as folder:
        _measure("SQLite", {"PORTAL_DATA_DIR": folder})
    with tempfile.TemporaryDirectory() as folder, postgresql("portal_benchmark") as url:
        _measure("PostgreSQL", {"PORTAL_DATA_DIR": folder, "DATABASE_URL": url})


def _measure(database: str, settings: dict[str, str]) -> None:
    environ = {**os.environ, **settings, "PORT": PORT}
    _portal(environ, "init")
    _portal(environ, "demo")
    first, middle = fill(settings, SIZE)
    log = Path(settings["PORTAL_DATA_DIR"]) / "web.log"
    with log.open("w") as output:
        server = subprocess.Popen(
            [sys.executable, "-m", "portal", "web"], env=environ, stdout=output, stderr=output
        )
        try:
            browser = _sign_in(environ)
            for page, address in QUEUES.items():
                url = address.format(middle=middle)
                _report(
                    database, page, [_timed(lambda u=url: _get(browser, u)) for _ in range(ROUNDS)]
                )
            _items(database, browser, first)
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(60)


def _items(database: str, browser: urllib.request.OpenerDirector, first: int) -> None:
    """Open items one after the other; approve each and land on the next, as a moderator does."""
    opened, approved = [], []
    address = f"{BASE}/desk/item/{first}?state=received"
    for _ in range(ROUNDS):
        started = time.perf_counter()
        html = browser.open(address).read().decode()
        opened.append(time.perf_counter() - started)
        started = time.perf_counter()
        address = _approve(browser, address, html)
        approved.append(time.perf_counter() - started)
    _report(database, "item", opened)
    _report(database, "approve, the next is there", approved)


def _approve(browser: urllib.request.OpenerDirector, address: str, html: str) -> str:
    """Press the button; returns the address of the item that opened."""
    fields = dict(re.findall(r'name="(csrf_token|version)" value="([^"]+)"', html))
    body = urllib.parse.urlencode({**fields, "then": "approve", "public_text": ""}).encode()
    answer = browser.open(address.replace("?", "/decide?", 1), body)
    answer.read()
    assert "/desk/item/" in answer.url and answer.url != address, answer.url
    return str(answer.url)


def _report(database: str, page: str, times: list[float]) -> None:
    middle, p95 = statistics.median(times) * 1000, statistics.quantiles(times, n=20)[18] * 1000
    print(f"| {database} | {page} | {middle:.0f} | {p95:.0f} |", flush=True)


def _timed(step: Callable[[], object]) -> float:
    started = time.perf_counter()
    step()
    return time.perf_counter() - started


def _get(browser: urllib.request.OpenerDirector, path: str) -> str:
    return browser.open(BASE + path).read().decode()


def _sign_in(environ: dict[str, str]) -> urllib.request.OpenerDirector:
    jar = http.cookiejar.CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    for _ in range(200):
        try:
            page = _get(browser, "/account/sign-in")
            break
        except OSError:
            time.sleep(0.2)
    page = _send(browser, "/account/sign-in", page, email=WHO, password="invented-demo-words")
    _send(browser, "/account/tf-validate", page, code=_portal(environ, "demo-code", WHO).strip())
    return browser


def _send(browser: urllib.request.OpenerDirector, path: str, page: str, **data: str) -> str:
    token = re.findall(r'name="csrf_token" value="([^"]+)"', page)[-1]
    body = urllib.parse.urlencode({**data, "csrf_token": token}).encode()
    return browser.open(BASE + path, body).read().decode()


def _portal(environ: dict[str, str], *command: str) -> str:
    words = [sys.executable, "-m", "portal", *command]
    done = subprocess.run(words, env=environ, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr[-800:])
    return done.stdout


if __name__ == "__main__":
    main()
