"""Tables as CSV and XLSX whose cells no spreadsheet takes for a formula.

A person may write "=HYPERLINK(…)" on the public form, and a member of staff opens the list in a
spreadsheet: what could start a formula gets an apostrophe in front of it, also after what
spreadsheets skip or split at (OWASP ASVS 1.2.10). xlsxwriter was chosen for XLSX: it says of each
cell that it is text, and its constant-memory mode holds one row at a time.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import IO

import xlsxwriter

Cell = str | int | float | date | datetime | None
#: so that spreadsheets read Arabic and accents as what they are
BYTE_ORDER_MARK = "\ufeff"
#: of UTF-16 units; a cell of XLSX holds 32,767
LONGEST_XLSX_CELL = 32_000
LINES_AT_ONCE = 100

_NEVER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
#: where a spreadsheet in some country starts a new cell
_SPLITS = "\t\n,;|"
#: what spreadsheets, or people who copy, skip before a formula: blanks, quotes, invisible signs
_SKIPPED = (
    " \xa0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\xad\u061c\ufeff"
    "\"'`\xb4\u2018-\u201f\u2039\u203a\xab\xbb\uff02\uff07"
)
#: = + - @, their full-width and small forms, and the minus sign
_STARTS = "=+\\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u2212"
#: a run is looked at once, from its first character on: no text makes this slow
_RUN = re.compile(f"(\\A|(?<![{_SPLITS}{_SKIPPED}])[{_SPLITS}{_SKIPPED}]++)([{_STARTS}])")


def safe_text(text: str) -> str:
    """`text` as a cell that stays text: control characters gone, formulas begun by none."""
    plain = _NEVER.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    guarded = _RUN.sub(_guard, plain)
    return f"'{guarded}" if guarded[:1] in ("\t", "\n") else guarded


def _guard(found: re.Match[str]) -> str:
    run, start = found.groups()
    begins = found.start() == 0 or any(split in run for split in _SPLITS)
    return f"{run}'{start}" if begins else found[0]


def _plain(cell: Cell) -> str | int | float:
    """Numbers stay numbers, negative ones too; days are written as 2026-11-25."""
    if cell is None:
        return ""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return cell
    if isinstance(cell, datetime):
        return cell.isoformat(timespec="minutes")
    return cell.isoformat() if isinstance(cell, date) else safe_text(str(cell))


def csv_lines(rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """The rows as parts of a CSV file (RFC 4180), a hundred lines at a time."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, quoting=csv.QUOTE_NONNUMERIC)
    yield BYTE_ORDER_MARK
    for number, row in enumerate(rows, 1):
        writer.writerow([_plain(cell) for cell in row])
        if number % LINES_AT_ONCE == 0:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def write_xlsx(
    target: IO[bytes], rows: Iterable[Sequence[Cell]], *, right_to_left: bool, folder: str
) -> None:
    """Write the rows, the first as the heading, as a workbook; `folder` holds what is half done."""
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "tmpdir": folder,
    }
    with xlsxwriter.Workbook(target, options) as book:
        sheet, bold = book.add_worksheet("1"), book.add_format({"bold": True})
        sheet.freeze_panes(1, 0)
        if right_to_left:
            sheet.right_to_left()
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                value = _plain(cell)
                if isinstance(value, str):
                    sheet.write_string(number, column, _cut(value), None if number else bold)
                else:
                    sheet.write_number(number, column, value)


def _cut(text: str) -> str:
    """Longer text would be left out by the writer without a word; here the cut can be seen."""
    units = text.encode("utf-16-le")
    if len(units) <= 2 * LONGEST_XLSX_CELL:
        return text
    return units[: 2 * LONGEST_XLSX_CELL].decode("utf-16-le", "ignore") + " […]"
