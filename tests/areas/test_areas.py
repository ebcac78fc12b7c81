"""Areas: a postcode leads to council and decile, and is kept nowhere else."""

import pytest
from flask import Flask

from portal.areas.queries import count_by_council, find_area
from portal.areas.service import ImportFailed, import_areas
from portal.db import db

ROWS = """postcode,council,decile
ZZ1 1AA,E08000021,1
zz11ab,Sunderland,10
ZZ9 9ZZ,E09000001,5
"""


def load(text: str = ROWS, year: int = 2025):
    """Import invented rows in the form of the open list."""
    return import_areas(text.splitlines(keepends=True), index_year=year)


@pytest.mark.parametrize("typed", ["ZZ1 1AA", "zz11aa", " z z1 1a a "])
def test_a_postcode_is_found_however_it_is_typed(context: Flask, typed: str) -> None:
    load()
    area = find_area(typed)
    assert area is not None
    assert (area.council_name, area.decile, area.index_year) == ("Newcastle upon Tyne", 1, 2025)


@pytest.mark.parametrize(
    "typed", ["", "ZZ9 9ZZ", "no postcode", "\x00", "Z" * 5000, "ＺＺ１ １ＡＡ"]
)
def test_what_the_list_does_not_have_has_no_area(context: Flask, typed: str) -> None:
    load()
    assert find_area(typed) is None


def test_councils_of_elsewhere_are_counted_and_left_out(context: Flask) -> None:
    loaded = load()
    assert (loaded.kept, loaded.outside, loaded.wrong) == (2, 1, 0)
    assert sum(count for _, _, count in count_by_council()) == 2


def test_bad_rows_are_named_by_their_line(context: Flask) -> None:
    loaded = load(ROWS + "\nnonsense,Sunderland,3\nZZ1 1AC,Sunderland,11\nZZ1 1AD\nZZ1 1AE,,2\n")
    assert [line for line, _ in loaded.problems] == [6, 7, 8, 9]
    assert loaded.kept == 2


def test_a_new_list_replaces_the_old_one(context: Flask) -> None:
    load()
    load("decile,postcode,council\n4,ZZ1 1AA,Gateshead\n", year=2026)
    area = find_area("ZZ1 1AA")
    assert area is not None
    assert (area.council_name, area.decile, area.index_year) == ("Gateshead", 4, 2026)
    assert find_area("ZZ1 1AB") is None


@pytest.mark.parametrize("text", ["", "postcode,council\n", "postcode,council,decile\nx,y,z\n"])
def test_a_file_that_is_no_list_leaves_the_old_one(context: Flask, text: str) -> None:
    load()
    with pytest.raises(ImportFailed):
        load(text)
    assert find_area("ZZ1 1AA") is not None


def test_the_answer_holds_no_postcode_and_no_other_column_does(context: Flask) -> None:
    load()
    assert "ZZ11AA" not in str(find_area("ZZ1 1AA")).replace(" ", "")
    columns = [c for table in db.metadata.sorted_tables for c in table.columns]
    assert [str(c) for c in columns if "postcode" in c.name] == ["postcode_areas.postcode"]
