"""A world that is built once: the tests of the house only look at it."""

import pytest

from tests.conftest import make_app
from tests.databases import another_database
from tests.house.found_forms import Form, find_forms
from tests.house.rough_world import PEOPLE, build_rough
from tests.house.world import World, build, people_only


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """One of everything on SQLite, and a browser for everybody."""
    return build(make_app(tmp_path_factory.mktemp("world")))


@pytest.fixture(scope="session")
def empty_world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """The same application with nobody's words in it: every page in its empty state."""
    return people_only(make_app(tmp_path_factory.mktemp("empty")))


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def rough(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> World:
    """A world of its own on each database, for tests that change what they find."""
    folder = tmp_path_factory.mktemp(f"rough_{request.param}")
    if request.param == "sqlite":
        return build_rough(make_app(folder))
    # a database of its own: the tests of other folders expect theirs empty
    server, worker = (request.getfixturevalue(name) for name in ("postgres_url", "worker"))
    url = another_database(server, f"rough_{worker}")
    return build_rough(make_app(folder, DATABASE_URL=url))


@pytest.fixture(scope="session")
def forms(rough: World) -> list[Form]:
    """Every form that posts, as the pages of the rough world offer them before any test."""
    return find_forms(rough, PEOPLE)
