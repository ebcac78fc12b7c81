"""Two test processes start a browser, a portal and a world once, not twice."""

import re

import pytest

from tests.conftest import pytest_xdist_make_scheduler
from tests.house.catalogues import ROOT
from tests.sharing import ByWhatIsShared, group_of


@pytest.mark.parametrize(
    ("nodeid", "group"),
    [
        ("tests/browser/test_sending.py::test_it[a::b]", "browser"),
        ("tests/processes/test_run.py::test_it", "processes"),
        ("tests/house/test_matrix.py::test_it[x@y]", "house"),
        ("tests/web/test_csrf.py::test_it[POST /a::b]", "tests/web/test_csrf.py"),
    ],
)
def test_what_is_costly_to_start_stays_in_one_process(nodeid: str, group: str) -> None:
    assert group_of(nodeid) == group


def test_the_scheduler_is_registered_and_asks_for_the_group(pytestconfig: pytest.Config) -> None:
    registered = pytestconfig.hook.pytest_xdist_make_scheduler.get_hookimpls()
    assert any(part.function is pytest_xdist_make_scheduler for part in registered)
    assert ByWhatIsShared._split_scope(None, "tests/house/x.py::y") == "house"  # type: ignore[arg-type]


def test_make_test_uses_it() -> None:
    assert re.search(r"pytest -n \d+ --dist loadscope", (ROOT / "Makefile").read_text())
