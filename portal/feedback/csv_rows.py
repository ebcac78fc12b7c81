"""The rows of a CSV file, each with its line, where one bad row takes no other with it."""

import csv
import io
from collections.abc import Iterator, Sequence

UNCLOSED = "a quotation mark opens here and is not closed"
#: what the reader says of a file that ends inside quotation marks
_ENDED = "unexpected end of data"


def lines_of(text: str) -> list[str]:
    """The lines of a file with their ends, as the csv reader wants them."""
    return list(io.StringIO(text, newline=""))


def read_header(lines: Sequence[str]) -> tuple[list[str], int]:
    """The names of the columns, and how many lines they take. Raises `csv.Error`."""
    reader = csv.reader(lines)
    names = next(reader, [])
    return [name.strip() for name in names], reader.line_num


def read_rows(
    lines: Sequence[str], first: int, width: int
) -> Iterator[tuple[int, list[str] | str]]:
    """The line (from 1) and the values of each row from `lines[first]` on, `width` columns wide.

    Where a row cannot be read, a sentence stands in place of its values, and the next line is tried
    as a row of its own: an unclosed quotation mark would swallow the rows that follow.
    """
    at = first
    while at < len(lines):
        start, taken = at, 1
        reader = csv.reader(lines[n] for n in range(start, len(lines)))
        try:
            found: list[str] | str = next(reader)
            if _is_unclosed(lines[start : start + reader.line_num], width):
                found = UNCLOSED
            else:
                taken = reader.line_num
        except csv.Error as error:
            found = str(error)
        at += taken
        if found:
            yield start + 1, found


def _is_unclosed(taken: Sequence[str], width: int) -> bool:
    try:
        list(csv.reader(taken, strict=True))
    except csv.Error as error:
        # quotation marks inside a text are careless; a whole row inside it was swallowed
        return str(error) == _ENDED or any(_columns(line) == width for line in taken[1:])
    return False


def _columns(line: str) -> int:
    try:
        return len(next(csv.reader([line]), []))
    except csv.Error:
        return 0
