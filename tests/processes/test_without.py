"""Without a model and without the queue the portal still serves and loses nothing."""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import httpx2 as httpx
import pytest

from tests.databases import redis
from tests.processes.people import Person
from tests.processes.portals import environment, until


def readings(folder: Path) -> list[tuple]:
    with closing(sqlite3.connect(folder / "portal.sqlite3", timeout=10)) as connection:
        return connection.execute("SELECT state, abstained_reason, risk FROM readings").fetchall()


@pytest.mark.parametrize("manifest", ['{"name": "x", "sha256": {"model.onnx": "0"}}', "[]"])
def test_without_a_model_that_loads_items_wait_for_people(start, folder, tmp_path, manifest):
    (tmp_path / "model").mkdir()
    (tmp_path / "model/manifest.json").write_text(manifest)
    (tmp_path / "model/model.onnx").write_text("not a model")
    web = start("web", MODEL_DIR=str(tmp_path / "model"))
    assert "Thank you" in Person(web.address).gives("The nurse was kind")
    assert httpx.get(f"{web.address}/readyz").status_code == 200
    start("worker", MODEL_DIR=str(tmp_path / "model"))
    assert until(lambda: readings(folder) == [("abstained", "no_model", 0)]), readings(folder)


def test_a_queue_that_is_gone_stops_nobody_and_the_sweep_finds_the_row(start, folder):
    with redis() as address:
        web = start("web", REDIS_URL=address)
    assert "Thank you" in Person(web.address).gives("The nurse was kind")
    ready = httpx.get(f"{web.address}/readyz")
    assert (ready.status_code, ready.json()["queue"]) == (200, False)
    worker = start("worker", REDIS_URL=address)
    assert until(lambda: readings(folder) == [("read", None, 0)]), worker.output[-2000:]
    assert worker.end() < 8


def test_the_web_process_never_imports_what_only_the_worker_needs(folder):
    program = (
        "import json, sys\n"
        "from portal.factory import create_app\n"
        "client = create_app().test_client()\n"
        "assert client.get('/').status_code == client.get('/give').status_code == 200\n"
        "assert client.get('/readyz').status_code == 200\n"
        "print(json.dumps(sorted({name.split('.')[0] for name in sys.modules})))\n"
    )
    (folder / "serve.py").write_text(program)
    done = subprocess.run(
        [sys.executable, str(folder / "serve.py")],
        capture_output=True, text=True, check=False, env=environment(folder),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    loaded = set(json.loads(done.stdout))
    assert "flask" in loaded
    assert not loaded & {"transformers", "onnxruntime", "tokenizers", "torch", "lingua", "numpy"}
