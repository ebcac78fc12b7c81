"""A file closes, renames and merges; it says every line that is wrong, and can be repeated."""

import pytest
from flask import Flask

from portal.db import session
from portal.organisations.importing import (
    ImportFailed,
    compare_organisations,
    import_organisations,
)
from portal.organisations.models import Organisation
from portal.organisations.places import rename
from portal.organisations.presenters import both_names
from portal.organisations.service import load_reference_data
from tests.organisations.test_places import ACTOR

OLD = {"code": "IM1", "name": "Old Trust", "valid_to": "2020-03-31", "merged_into": "IM2"}
NEW = {"code": "IM2", "name": "New Trust", "valid_to": "", "merged_into": ""}


def test_a_file_closes_and_merges_whatever_the_order_of_its_rows(context: Flask) -> None:
    import_organisations([OLD, NEW])
    row = session().get_one(Organisation, "IM1")
    assert both_names(row) == "Old Trust, now New Trust"


def test_an_import_can_be_repeated_and_tried(context: Flask) -> None:
    import_organisations([OLD, NEW])
    rows = [OLD, {**NEW, "name": "Newer Trust"}, {"code": "IM3", "name": "Third Trust"}]
    tried = compare_organisations(rows)
    assert (tried.added, tried.changed, tried.same) == (1, 1, 1)
    assert session().get(Organisation, "IM3") is None
    import_organisations([NEW])


def test_every_wrong_line_is_named(context: Flask) -> None:
    rows = [
        OLD, NEW, {"code": "", "name": "x"}, {**OLD, "code": "IM5", "merged_into": "IM5"},
        {**OLD, "code": "IM6", "valid_to": ""}, {**OLD, "code": "IM7", "valid_from": "2021-01-01"},
        OLD, {"code": "IM8", "name": "x\x00"},
    ]  # fmt: skip
    with pytest.raises(ImportFailed) as caught:
        import_organisations(rows)
    assert [line for line, _ in caught.value.problems] == [4, 5, 6, 7, 8, 9]


def test_merges_in_a_circle_are_refused(context: Flask) -> None:
    import_organisations([OLD, NEW])
    with pytest.raises(ImportFailed, match="circle"):
        import_organisations([{**NEW, "valid_to": "2021-01-01", "merged_into": "IM1"}])


def test_a_column_that_the_file_lacks_changes_nothing(context: Flask) -> None:
    import_organisations([OLD, NEW])
    import_organisations([{"code": "IM1", "name": "Old Trust"}])
    row = session().get_one(Organisation, "IM1")
    assert (str(row.valid_to), row.merged_into_code) == ("2020-03-31", "IM2")


def test_a_merged_organisation_is_not_opened_by_half(context: Flask) -> None:
    import_organisations([OLD, NEW])
    with pytest.raises(ImportFailed, match="valid_to"):
        import_organisations([{"code": "IM1", "name": "Old Trust", "valid_to": ""}])
    import_organisations([{**OLD, "valid_to": "", "merged_into": ""}])
    assert session().get_one(Organisation, "IM1").valid_to is None


def test_what_staff_renamed_keeps_its_name_at_the_next_start(context: Flask) -> None:
    row = session().get_one(Organisation, "RX7")
    name = row.name
    rename(row, "Renamed by staff", actor=ACTOR)
    load_reference_data()
    assert row.name == "Renamed by staff"
    rename(row, name, actor=ACTOR)
