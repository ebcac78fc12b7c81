"""Folders with a ready database, and processes that end with their test."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.processes.portals import Running, portal


@pytest.fixture(scope="session")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a migrated database."""
    folder = tmp_path_factory.mktemp("ready")
    done = portal(folder, "init")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def folder(ready: Path, tmp_path: Path) -> Path:
    """A copy of it for one test."""
    return Path(shutil.copytree(ready, tmp_path / "instance"))


@pytest.fixture
def start(folder: Path) -> Iterator[Callable[..., Running]]:
    """Start portal processes that end with the test."""
    started: list[Running] = []

    def begin(role: str, where: Path | None = None, **settings: str) -> Running:
        running = Running(where or folder, role, settings)
        started.append(running)
        return running.start()

    yield begin
    for running in started:
        running.cleanup()


@pytest.fixture(scope="session")
def demo_folder(ready: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with demo content."""
    folder = Path(shutil.copytree(ready, tmp_path_factory.mktemp("demo") / "instance"))
    done = portal(folder, "demo")
    assert done.returncode == 0, done.stderr
    return folder
