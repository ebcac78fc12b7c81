"""ODS codes stand for one place on a day; partners change their names and stop."""

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from portal.db import violated_constraint, writing
from portal.i18n import today
from portal.organisations import ods, partners
from portal.organisations.models import OdsCode, Partner
from portal.organisations.naming import name_on
from portal.organisations.places import PlaceRefused
from tests.organisations.test_places import ACTOR, organisation, ward


def test_a_code_leads_to_the_place_that_had_it_on_the_day(context: Flask) -> None:
    old, new = organisation(), organisation()
    end = date(2020, 3, 31)
    ods.add_code(old, "qqa", valid_from=date(2000, 4, 1), valid_to=end, actor=ACTOR)
    ods.add_code(new, "QQA", valid_from=date(2020, 4, 1), valid_to=None, actor=ACTOR)
    assert ods.find_by_ods("QqA", end) == old
    assert ods.find_by_ods("QQA", today()) == new
    assert ods.find_by_ods("QQA", date(1999, 1, 1)) is None


@pytest.mark.parametrize(
    ("first", "last"),
    [("2010-01-01", None), ("2019-12-31", "2020-01-01"), ("2010-01-01", "2011-01-01"),
     ("2020-12-31", None)],
)  # fmt: skip
def test_a_code_never_stands_for_two_places_on_one_day(
    context: Flask, first: str, last: str | None
) -> None:
    begun, ended = date(2010, 6, 1), date(2020, 12, 31)
    ods.add_code(organisation(), "QQB", valid_from=begun, valid_to=ended, actor=ACTOR)
    end = date.fromisoformat(last) if last else None
    with pytest.raises(PlaceRefused, match="code_taken"):
        ods.add_code(
            ward(organisation(), "Ward"), "QQB",
            valid_from=date.fromisoformat(first), valid_to=end, actor=ACTOR,
        )  # fmt: skip


@pytest.mark.parametrize("typed", ["Q1", "RTD-1", "ΑΒΓ", "A" * 11, "\x00\x00\x00"])
def test_what_is_no_code_is_refused(context: Flask, typed: str) -> None:
    with pytest.raises(PlaceRefused, match="code_form"):
        ods.add_code(organisation(), typed, valid_from=today(), valid_to=None, actor=ACTOR)


def test_a_code_ends_once(context: Flask) -> None:
    row = ods.add_code(organisation(), "QQC", valid_from=today(), valid_to=None, actor=ACTOR)
    with pytest.raises(PlaceRefused, match="order"):
        ods.end_code(row, valid_to=today() - timedelta(days=1), actor=ACTOR)
    ods.end_code(row, valid_to=today(), actor=ACTOR)
    with pytest.raises(PlaceRefused, match="ended"):
        ods.end_code(row, valid_to=today(), actor=ACTOR)


def test_the_schema_wants_one_place_for_a_code(context: Flask) -> None:
    with pytest.raises(IntegrityError) as caught, writing() as db:
        db.add(OdsCode(code="QQD", valid_from=today()))
    assert violated_constraint(caught.value) == "ck_ods_codes_of_one_place"


def partner(name: str = "Invented Helpers") -> Partner:
    """A partner from today."""
    return partners.add_partner(name, "charity", "Everywhere", valid_from=None, actor=ACTOR)


def test_two_partners_of_one_name_have_keys_of_their_own(context: Flask) -> None:
    first, second = partner("Same Helpers"), partner("Same Helpers")
    assert first.id != second.id
    assert first.id.startswith("same-helpers")


def test_what_volunteers_entered_before_keeps_the_old_name(context: Flask) -> None:
    helpers = partner("Old Helpers")
    partners.rename_partner(helpers, "New Helpers", actor=ACTOR)
    assert name_on(helpers, today() - timedelta(days=1)) == "Old Helpers"
    assert name_on(helpers, today()) == "New Helpers"


def test_volunteers_of_a_closed_partner_enter_nothing(context: Flask) -> None:
    helpers = partner()
    assert partners.may_help(helpers.id)
    partners.close_partner(helpers, last_day=today() - timedelta(days=1), actor=ACTOR)
    assert not partners.may_help(helpers.id)
    assert not partners.may_help(None)
