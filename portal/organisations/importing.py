"""Organisations from a file: opened, renamed, closed and merged by their codes."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select

from portal.audit.service import SYSTEM, record
from portal.db import session, writing
from portal.organisations.models import Organisation
from portal.organisations.naming import give_name

LONGEST = {"code": 12, "name": 200, "kind": 40}


class ImportFailed(ValueError):
    """Lines of the file cannot be used; the message is one sentence for each."""

    def __init__(self, problems: list[tuple[int, str]]) -> None:
        super().__init__("; ".join(f"line {line}: {problem}" for line, problem in problems))
        self.problems = problems


@dataclass
class Outcome:
    """How many organisations were new, different, or as they were."""

    added: int = 0
    changed: int = 0
    same: int = 0
    codes: list[str] = field(default_factory=list)


def import_organisations(rows: Iterable[dict[str, str]]) -> int:
    """Add or update organisations; returns how many the file holds.

    A row has code and name, and may have kind, valid_from, valid_to (the last day) and
    merged_into (the code of another one). A column that the file lacks changes nothing.
    Raises `ImportFailed` naming every line that cannot be used; then none is imported.
    """
    found = read_organisations(rows)
    with writing():
        outcome = _keep(found)
        for code in outcome.codes:
            record(SYSTEM, "import_organisation", "organisation", code)
    return len(found)


def compare_organisations(rows: Iterable[dict[str, str]]) -> Outcome:
    """What an import would do, without doing it. Raises `ImportFailed`."""
    outcome = Outcome()
    for values in read_organisations(rows).values():
        row = session().get(Organisation, values["code"])
        _count(outcome, row, values)
    return outcome


def _count(outcome: Outcome, row: Organisation | None, values: dict[str, Any]) -> None:
    if row is None:
        outcome.added += 1
    elif any(getattr(row, name) != value for name, value in values.items()):
        outcome.changed += 1
    else:
        outcome.same += 1
        return
    outcome.codes.append(values["code"])


def read_organisations(rows: Iterable[dict[str, str]]) -> dict[str, dict[str, Any]]:
    """The columns of each usable row by code. Raises `ImportFailed` if any row is not."""
    found: dict[str, dict[str, Any]] = {}
    lines: dict[str, int] = {}
    problems: list[tuple[int, str]] = []
    for line, row in enumerate(rows, start=2):
        try:
            values = _values(row)
            if values["code"] in found:
                raise ValueError(f"the code is in line {lines[values['code']]} too")
        except ValueError as error:
            problems.append((line, f"{error}: {(row.get('code') or '').strip()!r}"))
            continue
        found[values["code"]], lines[values["code"]] = values, line
    problems += _wrong_merges(found, lines) + _wrong_dates(found, lines)
    if problems:
        raise ImportFailed(sorted(problems))
    return found


def _values(row: dict[str, str]) -> dict[str, Any]:
    given = {k: (row[k] or "").strip() for k in (*LONGEST, "merged_into") if k in row}
    if not given.get("code") or not given.get("name"):
        raise ValueError("an organisation needs a code and a name")
    # SQLite would keep what is too long, PostgreSQL would refuse it with an error of its own
    if any(len(given.get(name, "")) > most for name, most in LONGEST.items()):
        raise ValueError("the code, name or kind is too long")
    if any(not text.isprintable() for text in given.values()):
        raise ValueError("there is a character that cannot be printed")
    values: dict[str, Any] = {"code": given["code"], "name": given["name"]}
    if "kind" in given:
        values["kind"] = given["kind"] or "other"
    if "merged_into" in given:
        values["merged_into_code"] = given["merged_into"] or None
    return {**values, **_dates(row)}


def _dates(row: dict[str, str]) -> dict[str, date | None]:
    try:
        dates: dict[str, date | None] = {
            name: date.fromisoformat(text) if (text := (row[name] or "").strip()) else None
            for name in ("valid_from", "valid_to")
            if name in row
        }
    except ValueError:
        raise ValueError("a date is not like 2026-03-31") from None
    begun, ended = dates.get("valid_from"), dates.get("valid_to")
    if begun and ended and ended < begun:
        raise ValueError("it closes before it opens")
    return dates


def _wrong_merges(found: dict[str, dict[str, Any]], lines: dict[str, int]) -> list[tuple[int, str]]:
    known = set(session().scalars(select(Organisation.code))) | set(found)
    problems = []
    for code, values in found.items():
        into = values.get("merged_into_code")
        if into is None:
            continue
        if into == code or into not in known:
            problems.append((lines[code], f"merged_into is not another organisation: {code!r}"))
        elif values.get("valid_to") is None:
            problems.append((lines[code], f"what was merged needs valid_to: {code!r}"))
        elif _leads_back(code, into, found):
            problems.append((lines[code], f"the merges go round in a circle: {code!r}"))
    return problems


def _wrong_dates(found: dict[str, dict[str, Any]], lines: dict[str, int]) -> list[tuple[int, str]]:
    """Rows whose dates do not go with those of the organisation as it is kept."""
    problems = []
    for code, values in found.items():
        row = session().get(Organisation, code)
        if row is None:
            continue
        begun = values.get("valid_from", row.valid_from)
        ended = values.get("valid_to", row.valid_to)
        if begun and ended and ended < begun:
            problems.append((lines[code], f"it closes before it opens: {code!r}"))
        if row.merged_into_code and not ended and "merged_into_code" not in values:
            problems.append((lines[code], f"what was merged needs valid_to: {code!r}"))
    return problems


def _leads_back(code: str, into: str | None, found: dict[str, dict[str, Any]]) -> bool:
    seen: set[str] = set()
    while into and into not in seen:
        if into == code:
            return True
        seen.add(into)
        row = session().get(Organisation, into)
        kept = row.merged_into_code if row else None
        into = found.get(into, {}).get("merged_into_code", kept)
    return False


def _keep(found: dict[str, dict[str, Any]]) -> Outcome:
    db, outcome = session(), Outcome()
    for values in found.values():
        row = db.get(Organisation, values["code"])
        _count(outcome, row, values)
        if row is None:
            row = Organisation(code=values["code"], name=values["name"], kind="other")
            db.add(row)
        if "merged_into_code" in values:
            row.merged_into_code = None
        give_name(row, values["name"])
        for name in values.keys() - {"code", "name", "merged_into_code"}:
            setattr(row, name, values[name])
    db.flush()  # all codes are there before one row names another
    for values in found.values():
        if "merged_into_code" in values:
            row = db.get_one(Organisation, values["code"])
            row.merged_into_code = values["merged_into_code"]
    db.flush()
    return outcome
