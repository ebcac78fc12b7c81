"""An administrator looks after places on the screens."""

from itertools import count

import pytest

from portal.db import session
from portal.organisations.models import Organisation
from portal.organisations.queries import find_service
from tests.factories import sign_in_as
from tests.pages import Page

numbers = count(500)
LIST = "/administration/organisations"


@pytest.fixture
def boss(page: Page) -> Page:
    """An administrator's browser."""
    sign_in_as(page, "system_administrator")
    return page


def add(page: Page, name: str = "Invented Trust", **typed: str) -> str:
    """Add an organisation on its page; returns its code."""
    code = f"P{next(numbers)}"
    page.post(f"{LIST}/new", {"name": name, "code": code, "kind": "acute", **typed})
    return code


def test_an_organisation_is_added_and_found(boss: Page) -> None:
    code = add(boss, "Zircon Trust", valid_from="1 4 2020")
    shown = boss.get(f"{LIST}/{code}")
    assert shown.h1 == "Zircon Trust"
    assert "1 April 2020" in shown.text
    assert "Zircon Trust" in boss.get(f"{LIST}?q=zircon").text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": "", "code": "QX1"}, "Enter the name"),
        ({"name": "x", "code": "!"}, "Use 3 to 10 capital letters and numbers"),
        ({"name": "x", "code": "RX6"}, "This code stands for something else"),
        ({"name": "x", "code": "QX1", "valid_from": "31 2 2026"}, "Enter a real date"),
        ({"name": "x" * 201, "code": "QX1"}, "Use 200 characters or fewer"),
    ],
)
def test_a_wrong_answer_gets_a_sentence_and_keeps_the_rest(
    boss: Page, typed: dict[str, str], sentence: str
) -> None:
    shown = boss.post(f"{LIST}/new", {"kind": "gp", **typed}, status=200)
    assert sentence in shown.text
    assert typed["code"] in [i.get("value") for i in shown.find_all("input")]


def test_a_place_is_renamed_closed_and_merged(boss: Page) -> None:
    old, new = add(boss, "Topaz Trust"), add(boss, "Opal Trust")
    boss.post(f"{LIST}/{old}/rename", {"name": "Topaz and Jade Trust"})
    boss.post(f"{LIST}/{old}/merge", {"into": new.lower(), "valid_to": "2020-03-31"})
    shown = boss.get(f"{LIST}/{old}").text
    assert "Topaz Trust: until" in shown
    assert "Its work goes on at Opal Trust" in shown.replace("at", "at ").replace("  ", " ")
    boss.post(f"{LIST}/{old}/unmerge", at=f"{LIST}/{old}", action="unmerge")
    assert "Its work goes on" not in boss.get(f"{LIST}/{old}").text


def test_a_merge_into_nothing_says_so(boss: Page) -> None:
    code = add(boss)
    typed = {"into": "NOSUCH", "valid_to": "1 1 2026"}
    shown = boss.post(f"{LIST}/{code}/merge", typed, status=200)
    assert "We know none with this code" in shown.text


def test_an_ods_code_is_added_and_ended(boss: Page) -> None:
    code = add(boss)
    boss.post(f"{LIST}/{code}/code", {"code": code.lower(), "valid_from": "1 4 2020"})
    links = [a.get("href") or "" for a in boss.get(f"{LIST}/{code}").find_all("a")]
    end = next(link for link in links if "/ods-codes/" in link)
    boss.post(end, {"valid_to": "31 3 2026"})
    assert "31 March 2026" in boss.get(f"{LIST}/{code}").text
    assert "This code has a last day" in boss.post(end, {"valid_to": "1 1 2027"}, status=200).text


def test_a_site_and_a_service_are_added_and_moved(boss: Page) -> None:
    first, second = add(boss), add(boss, "Second Trust")
    site = f"Q{next(numbers)}"
    boss.post("/administration/sites/new", {"name": "Beryl House", "code": site,
              "organisation": first, "council": "E08000021"})  # fmt: skip
    ward = boss.post("/administration/services/new", {"name": "Beryl Ward", "kind": "ward",
                     "organisation": first, "site": site})  # fmt: skip
    boss.post(f"/administration/sites/{site}/move", {"organisation": second})
    assert "Second Trust" in boss.get(ward).text


def test_the_public_page_of_a_merged_service_still_works(boss: Page) -> None:
    code = add(boss, "Amber Trust")
    boss.post(f"{LIST}/{code}/dates", {"valid_to": "1 1 2020"})
    with boss.app.app_context():
        service = find_service(code.lower())
        assert service is not None
        assert session().get_one(Organisation, code).valid_to is not None
    assert boss.get(f"/experiences?service={code.lower()}").response.status_code == 200


@pytest.mark.parametrize("query", ["q=%00", "after=%00", "before=99999999999999", "q=%25"])
def test_strange_addresses_are_answered(boss: Page, query: str) -> None:
    for noun in ("organisations", "sites", "services"):
        boss.get(f"/administration/{noun}?{query}")
