"""A bad row takes no other with it, whatever its quotation marks do."""

from pathlib import Path

import pytest
from flask import Flask

from portal.feedback.csv_rows import UNCLOSED, lines_of, read_header, read_rows
from tests.feedback.test_importing import import_rows, imported, row


def rows_of(text: str) -> list[tuple[int, list[str] | str]]:
    """What is read of a file with three columns."""
    lines = lines_of(f"id,day,text\n{text}")
    header, first = read_header(lines)
    return list(read_rows(lines, first, len(header)))


@pytest.mark.parametrize(
    "follows",
    ['3,b,"Good"', "3,b,Good", '3,"b",Good', '"3","b","Good"', '3,b,"Good, and ""well"""'],
)
def test_an_unclosed_quotation_mark_swallows_no_row(follows: str) -> None:
    found = rows_of(f'1,a,"Kind"\n2,a,"Never closed\n{follows}\n4,c,"Calm"\n')
    assert [line for line, _ in found] == [2, 3, 4, 5]
    assert found[1] == (3, UNCLOSED)
    assert found[2][1][:2] == ["3", "b"]


def test_an_unclosed_last_row_is_named() -> None:
    assert rows_of('1,a,Kind\n2,a,"Never closed')[-1] == (3, UNCLOSED)


def test_a_text_of_several_lines_is_one_row() -> None:
    assert rows_of('1,a,"Kind\n\nand calm"\n2,b,Good\n') == [
        (2, ["1", "a", "Kind\n\nand calm"]),
        (5, ["2", "b", "Good"]),
    ]


def test_careless_quotation_marks_in_a_text_of_several_lines_lose_no_words() -> None:
    (_, values), *_ = rows_of('1,a,"She said "hello"\nand went"\n2,b,Good\n')
    assert "hello" in values[2]


def test_two_unclosed_rows_are_named_one_by_one() -> None:
    found = rows_of('1,a,"Open\n2,b,"Open too\n3,c,"Closed"\n4,d,Good\n')
    assert [line for line, values in found if values == UNCLOSED] == [2, 3]
    assert [values[0] for _, values in found if values != UNCLOSED] == ["3", "4"]


def test_an_import_names_the_line_and_keeps_the_other_rows(context: Flask, tmp_path: Path) -> None:
    unclosed = row("2", "Never closed").removesuffix('"')
    result = import_rows(tmp_path, row("1"), unclosed, row("3"), row("4"))
    assert (result.imported, result.problems) == (3, [(3, UNCLOSED)])
    assert [kept.source_comment_id for kept in imported()] == ["1", "3", "4"]
