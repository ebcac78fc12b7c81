"""Pages ask the database as often for fifty items as for five."""

from collections.abc import Iterator

import pytest
import time_machine

from benchmarks.waiting_items import add_waiting
from portal.db import utc_now
from tests.asked import counted, tables
from tests.factories import make_staff, sign_in_as
from tests.pages import Page

#: page -> the most questions it may ask; sessions, roles and what every page shows included
MOST = {
    "/desk?state=received": 28,
    "/desk?state=received&kind=concern&q=nurse&assigned=nobody&answered=no": 25,
    "/desk/item/{first}?state=received": 38,
    "/desk/filters": 8,
}


@pytest.fixture
def _one_minute() -> Iterator[None]:
    """The clock stands: the first page of a new minute also notes that the session is in use."""
    with time_machine.travel(utc_now(), tick=False):
        yield


@pytest.mark.usefixtures("_one_minute")
@pytest.mark.parametrize("url", MOST)
def test_a_page_asks_no_question_for_each_row(page: Page, url: str) -> None:
    sign_in_as(page, "moderator")
    with page.app.app_context():
        make_staff("responder")
        first, _ = add_waiting(6)
    page.get(url.format(first=first))
    with counted(page.app) as few:
        page.get(url.format(first=first))
    with page.app.app_context():
        add_waiting(60)
    with counted(page.app) as many:
        page.get(url.format(first=first))
    assert len(many) <= len(few) + 1  # the count of a page that is full now
    assert len(many) <= MOST[url], tables(many)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_export_asks_once_for_each_batch(page: Page, kind: str) -> None:
    sign_in_as(page, "moderator")
    with page.app.app_context():
        add_waiting(60)
    data = {**page.get("/desk?state=received").token("/desk/exports"), "kind": kind}
    with counted(page.app) as asked:
        response = page.client.post("/desk/exports/queue?state=received", data=data, buffered=True)
    assert len(response.data) > 1000
    assert len(asked) < 22
