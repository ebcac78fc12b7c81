"""A world that is built once: the tests of the house only look at it."""

import pytest

from tests.conftest import make_app
from tests.house.world import World, build, people_only


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """One of everything on SQLite, and a browser for everybody."""
    return build(make_app(tmp_path_factory.mktemp("world")))


@pytest.fixture(scope="session")
def empty_world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """The same application with nobody's words in it: every page in its empty state."""
    return people_only(make_app(tmp_path_factory.mktemp("empty")))
