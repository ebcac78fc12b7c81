"""Organisations, sites and services: loaded again and again, found however they are typed."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.db import session
from portal.organisations.models import CareService, Organisation, Site
from portal.organisations.queries import find_partner, find_service, search_services
from portal.organisations.service import import_organisations, load_reference_data


def count(model: type) -> int:
    """How many rows there are."""
    return session().scalar(select(func.count()).select_from(model)) or 0


def test_loading_twice_changes_nothing(context: Flask) -> None:
    before = [count(m) for m in (Organisation, Site, CareService)]
    load_reference_data()
    assert [count(m) for m in (Organisation, Site, CareService)] == before


def test_an_organisation_without_sites_can_be_chosen_as_a_whole(context: Flask) -> None:
    service = find_service("rx6")
    assert service is not None
    assert service.kind == "organisation"


@pytest.mark.parametrize(
    "typed", ["Sunderland Royal", "royal SUNDERLAND", "sünderländ roy", "  sunder   royal "]
)
def test_a_hospital_is_found_however_it_is_typed(context: Flask, typed: str) -> None:
    assert "r0b01" in [service.slug for service in search_services(typed)]


@pytest.mark.parametrize("typed", ["no such hospital", "%", "_____"])
def test_what_is_not_there_is_not_found(context: Flask, typed: str) -> None:
    assert list(search_services(typed)) == []


def test_an_imported_organisation_is_updated_by_its_code(context: Flask) -> None:
    row = {"code": "ZZ9", "name": "Invented Trust", "kind": "trust", "valid_from": "2020-04-01"}
    import_organisations([row])
    import_organisations([{**row, "name": "Renamed Trust", "valid_to": "2026-03-31"}])
    kept = session().get_one(Organisation, "ZZ9")
    assert (kept.name, str(kept.valid_to)) == ("Renamed Trust", "2026-03-31")


@pytest.mark.parametrize(
    "wrong",
    [{"code": "ZZ8", "name": ""}, {"code": "", "name": "No code"},
     {"code": "ZZ8", "name": "X", "valid_from": "1.4.2020"},
     {"code": "ZZ8" * 9, "name": "X"}, {"code": "ZZ8", "name": "X" * 201}],
)  # fmt: skip
def test_a_wrong_row_imports_nothing_and_is_named(context: Flask, wrong: dict[str, str]) -> None:
    before = count(Organisation)
    with pytest.raises(ValueError, match=wrong["code"] or "''"):
        import_organisations([{"code": "ZZ7", "name": "Right"}, wrong])
    assert count(Organisation) == before


def test_partners_are_rows_of_data(context: Flask) -> None:
    partner = find_partner("hw-northumberland")
    assert partner is not None
    assert find_partner("unknown") is None
