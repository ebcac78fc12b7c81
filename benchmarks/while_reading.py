"""How fast imported comments are read, and how the desk answers meanwhile.

    .venv/bin/python benchmarks/while_reading.py comments.csv

Starts the real portal on a folder of its own, imports the file, signs in to the desk and opens
the queue and an item again and again until everything is read.
"""

import http.cookiejar
import json
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
from pathlib import Path

PORT = os.environ.get("PORT", "8391")
BASE = f"http://127.0.0.1:{PORT}"
PAUSE_S = 0.25


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        environ = {**os.environ, "PORTAL_DATA_DIR": folder, "PORT": PORT}
        _portal(environ, "init")
        _portal(environ, "demo")
        started = time.monotonic()
        print(_portal(environ, "import-feedback", sys.argv[1]).strip())
        print(f"imported in {time.monotonic() - started:.0f} s")
        _measure(environ)


def _measure(environ: dict[str, str]) -> None:
    server = subprocess.Popen([sys.executable, "-m", "portal", "run"], env=environ)
    try:
        browser = _sign_in(environ)
        before, started, times = _status(environ), time.monotonic(), []
        while _status(environ)["jobs"]["waiting"] and time.monotonic() - started < 900:
            times += [_timed(browser, page) for page in ("/desk?state=received", "/desk/item/20")]
            times += [_timed(browser, "/desk/dashboard")]
            time.sleep(PAUSE_S)
        _report(before, _status(environ), time.monotonic() - started, times)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(60)


def _report(before: dict, after: dict, seconds: float, times: list[float]) -> None:
    feedback, earlier = after["feedback"], before["feedback"]
    done = (feedback["read"] + feedback["abstained"]) - (earlier["read"] + earlier["abstained"])
    p95 = statistics.quantiles(times, n=20)[18] * 1000
    print(f"{done} read in {seconds:.0f} s: {done / seconds:.0f} a second")
    print(f"desk meanwhile: median {statistics.median(times) * 1000:.0f} ms, p95 {p95:.0f} ms")
    print(f"read {feedback['read']} + abstained {feedback['abstained']} of {feedback['total']}")


def _sign_in(environ: dict[str, str]) -> urllib.request.OpenerDirector:
    jar = http.cookiejar.CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    for _ in range(100):
        try:
            page = browser.open(f"{BASE}/account/sign-in").read().decode()
            break
        except OSError:
            time.sleep(0.3)
    who = {"email": "admin@demo.example", "password": "invented-demo-words"}
    page = _send(browser, "/account/sign-in", page, who)
    code = _portal(environ, "demo-code", "admin@demo.example").strip()
    _send(browser, "/account/tf-validate", page, {"code": code})
    return browser


def _send(browser: urllib.request.OpenerDirector, path: str, page: str, data: dict) -> str:
    token = re.findall(r'name="csrf_token" value="([^"]+)"', page)[-1]
    body = urllib.parse.urlencode({**data, "csrf_token": token}).encode()
    return browser.open(BASE + path, body).read().decode()


def _timed(browser: urllib.request.OpenerDirector, path: str) -> float:
    started = time.monotonic()
    browser.open(BASE + path).read()
    return time.monotonic() - started


def _status(environ: dict[str, str]) -> dict:
    return json.loads(_portal(environ, "status"))


def _portal(environ: dict[str, str], *command: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "portal", *command],
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(done.stderr[-800:])
    return done.stdout


if __name__ == "__main__":
    assert Path(sys.argv[1]).exists()
    main()
