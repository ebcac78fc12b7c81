"""Somebody with every role of one organisation, at every door about another's records."""

from portal.accounts.permissions import ROLES
from tests.house.doors import Address, addresses, crawl
from tests.house.test_matrix import _post
from tests.house.world import World

HERE = "elsewhere"
#: about a record of one organisation; what is published is everybody's
SCOPED = {"feedback_id", "change_id"}
PUBLIC_PAGES = {"feedback.experience", "changes.change"}
#: reports about pages of the site belong to no organisation
EVERYBODYS = {"page report"}


def _of_others(world: World, method: str) -> list[Address]:
    """Addresses of records that are there and belong to the other organisation."""
    arguments = {rule.endpoint: rule.arguments for rule in world.app.url_map.iter_rules()}
    return [
        address
        for address in addresses(world, method)
        if address.exists
        and SCOPED & set(arguments[address.endpoint])
        and address.endpoint not in PUBLIC_PAGES
    ]


def test_the_person_holds_every_role_that_is_given_for_places(world: World) -> None:
    assert set(ROLES) - set(world.roles[HERE]) == {
        "volunteer", "supervisor", "system_administrator"
    }  # fmt: skip


def test_no_page_shows_a_word_of_another_organisation(world: World) -> None:
    hidden = {r: word for r, word in world.canaries.items() if r not in EVERYBODYS}
    leaks = [
        (address.url, record)
        for address, response in crawl(world, HERE).seen
        for record, word in hidden.items()
        if word in response.text
    ]
    assert len(hidden) > 8 and not leaks


def test_records_of_another_organisation_are_not_there(world: World) -> None:
    found = {address.url: response.status_code for address, response in crawl(world, HERE).seen}
    wrong = [
        (address.url, found[address.url])
        for address in _of_others(world, "GET")
        if found[address.url] not in (403, 404)
    ]
    assert not wrong


def test_records_of_another_organisation_cannot_be_changed(world: World) -> None:
    sent = [(a.url, _post(world, HERE, a).status_code) for a in _of_others(world, "POST")]
    assert len(sent) > 50
    assert not [(url, status) for url, status in sent if status not in (403, 404)]
