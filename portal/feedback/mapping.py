"""Named mapping files: which column of an export is what."""

import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent / "mappings"
NEEDED = ("comment_id", "text")


class BadMapping(Exception):
    """The mapping cannot be used; the message says why."""


@dataclass(frozen=True)
class Mapping:
    """The columns of one kind of export."""

    name: str
    columns: dict[str, str]
    organisations: dict[str, str]
    overall: dict[str, str]
    date_formats: tuple[str, ...]

    def fits(self, header: list[str]) -> bool:
        """Whether every mapped column is in the header."""
        return set(self.columns.values()) <= set(header)

    def value(self, row: dict[str, Any], name: str) -> str:
        """One mapped value of a row, "" where the column is empty or not mapped."""
        return str(row.get(self.columns.get(name, "")) or "").strip()

    def day(self, row: dict[str, Any]) -> date | None:
        """The row's date; None when empty. Raises `ValueError` when no format fits.

        Real exports mix formats; the first that fits is taken.
        """
        text = self.value(row, "date")
        for form in self.date_formats if text else ():
            try:
                return datetime.strptime(text, form).date()
            except ValueError:
                continue
        if text:
            raise ValueError(f"the date {text[:20]!r} has none of the mapping's formats")
        return None


def list_mappings() -> list[str]:
    """The names of the mappings that ship with the portal."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def load_mapping(name: str) -> Mapping:
    """The mapping of that name, or of that file. Raises `BadMapping`."""
    path = Path(name) if name.endswith(".toml") else FOLDER / f"{Path(name).name}.toml"
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        mapping = Mapping(
            name=content["name"],
            columns=content["columns"],
            organisations=content.get("organisations", {}),
            overall=content.get("overall", {}),
            date_formats=tuple(content.get("date_formats", ["%Y-%m-%d"])),
        )
    except (OSError, tomllib.TOMLDecodeError, KeyError) as error:
        raise BadMapping(f"The mapping {name} cannot be used: {error}.") from error
    if missing := [n for n in NEEDED if n not in mapping.columns]:
        raise BadMapping(f"The mapping {name} does not say which column is {missing[0]}.")
    return mapping


def guess_mapping(header: list[str]) -> Mapping:
    """The shipped mapping that fits the header. Raises `BadMapping` when none does."""
    for name in list_mappings():
        mapping = load_mapping(name)
        if mapping.fits(header):
            return mapping
    raise BadMapping("No mapping fits the columns of this file.")
