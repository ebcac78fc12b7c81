"""No cell of a table is taken for a formula, whatever a person wrote."""

import csv
import io
import re
import time
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest

from portal.figures.safe_table import LONGEST_XLSX_CELL, csv_lines, safe_text, write_xlsx
from tests.figures.payloads import PAYLOADS, STARTS

#: what a spreadsheet makes of a cell: blanks, quotes and invisible signs are skipped
SKIPPED = re.compile('[\\s"`“\u200b\u202e\ufeff\xa0]*')


def begins_formula(cell: str) -> bool:
    """Whether a spreadsheet might compute the cell, or a part of it that it split off."""
    if cell[:1] in ("\t", "\r", "\n"):
        return True
    parts = re.split("[\t\r\n,;|]", cell)
    return any(SKIPPED.sub("", part, count=1)[:1] in STARTS for part in parts if part.strip())


def xlsx_of(tmp_path: Path, rows: list[list]) -> openpyxl.worksheet.worksheet.Worksheet:
    """The sheet that was written, read back."""
    target = io.BytesIO()
    write_xlsx(target, [["Heading"], *rows], right_to_left=False, folder=str(tmp_path))
    return openpyxl.load_workbook(io.BytesIO(target.getvalue())).active


def test_there_are_many_payloads() -> None:
    assert len(set(PAYLOADS)) >= 300
    assert [p for p in PAYLOADS if begins_formula(p)]


@pytest.mark.parametrize("payload", PAYLOADS, ids=ascii)
def test_no_csv_cell_begins_a_formula(payload: str) -> None:
    text = "".join(csv_lines([["a", payload, "z"]]))
    (row,) = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    assert row[0] == "a" and row[2] == "z" and len(row) == 3
    assert not begins_formula(row[1])
    assert "\x00" not in text and text.encode("utf-8")


def test_every_xlsx_cell_is_typed_as_text(tmp_path: Path) -> None:
    sheet = xlsx_of(tmp_path, [[payload] for payload in PAYLOADS])
    cells = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert len(cells) == len(PAYLOADS)
    assert {cell.data_type for cell in cells} == {"s"}
    assert not [cell.value for cell in cells if begins_formula(cell.value)]


def test_harmless_words_stay_as_they_are() -> None:
    words = ["The ward was well-run", "a + b", "me@there.example", "5 = five", "كان الجناح هادئا",
             "Line one\nLine two", "It’s “good”", "10-12 weeks", ""]  # fmt: skip
    assert [safe_text(text) for text in words] == words


def test_negative_numbers_stay_numbers(tmp_path: Path) -> None:
    assert '-5,-1.5,"\'-5"' in "".join(csv_lines([[-5, -1.5, "-5"]]))
    cell = xlsx_of(tmp_path, [[-5]])["A2"]
    assert (cell.value, cell.data_type) == (-5, "n")


def test_days_and_gaps_are_written_plainly() -> None:
    moment = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
    text = "".join(csv_lines([[date(2026, 11, 25), moment, None, True]]))
    assert '"2026-11-25","2026-11-25T09:30+00:00","","True"' in text


def test_text_too_long_for_a_cell_is_cut_where_it_can_be_seen(tmp_path: Path) -> None:
    value = xlsx_of(tmp_path, [["😀" * LONGEST_XLSX_CELL]])["A2"].value
    assert value.endswith("😀 […]")
    assert len(value.encode("utf-16-le")) / 2 < 32_767


@pytest.mark.parametrize("text", [" " * 50_000, ";" * 50_000, "= " * 25_000, '"\t' * 25_000])
def test_no_text_makes_it_slow(text: str) -> None:
    started = time.process_time()
    safe_text(text)
    assert time.process_time() - started < 0.3
