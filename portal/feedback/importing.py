"""Comments from another system: kept, read, never published.

ftfy mends encodings that were broken on the way: it is the field's standard and knows far more
cases than a table of our own would.
"""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import Any

import ftfy
from sqlalchemy import select

from portal.audit.service import SYSTEM, record
from portal.classifier import rules
from portal.db import session, to_the_hour, utc_now, writing
from portal.feedback.codes import new_reference
from portal.feedback.csv_rows import lines_of, read_header, read_rows
from portal.feedback.mapping import BadMapping, Mapping, guess_mapping, list_mappings, load_mapping
from portal.feedback.models import MOST_CHARACTERS_COMPLAINT, Feedback, Passage
from portal.feedback.service import SOURCE
from portal.feedback.states import Channel, Kind, Prompt
from portal.i18n import LONDON
from portal.jobs import wake
from portal.organisations.models import Organisation
from portal.readings import service as readings
from portal.web.fields import clean

__all__ = ["ImportFailed", "ImportResult", "import_file", "list_mappings"]
BATCH = 100
PROMPTS = {"good": Prompt.GOOD, "better": Prompt.BETTER, "improve": Prompt.BETTER}


class ImportFailed(Exception):
    """The file as a whole cannot be imported; the message says why."""


@dataclass
class ImportResult:
    """What became of the rows."""

    imported: int = 0
    duplicates: int = 0
    unknown_organisations: int = 0
    problems: list[tuple[int, str]] = field(default_factory=list)


def import_file(
    path: Path, mapping_name: str | None, *, progress: Callable[[int], None] = lambda n: None
) -> ImportResult:
    """Import a CSV file; bad rows are named by their line and lose nothing else.

    Raises `ImportFailed` for a file without a header that some mapping fits.
    """
    lines = lines_of(_text(path))
    try:
        header, first = read_header(lines)
        mapping = load_mapping(mapping_name) if mapping_name else guess_mapping(header)
    except (BadMapping, csv.Error) as error:
        raise ImportFailed(str(error)) from error
    if not mapping.fits(header):
        missing = sorted(set(mapping.columns.values()) - set(header))
        raise ImportFailed(f"The file has no column {missing[0]!r}.")
    result, known = ImportResult(), set(session().scalars(select(Organisation.code)))
    session().rollback()
    done = 0
    for rows in _batches(read_rows(lines, first, len(header)), header, result):
        _import_rows(rows, mapping, known, result)
        done += len(rows)
        progress(done)
    wake("readings")
    return result


def _text(path: Path) -> str:
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _batches(
    found: Iterator[tuple[int, list[str] | str]], header: list[str], result: ImportResult
) -> Iterator[list[tuple[int, dict[str, Any]]]]:
    batch: list[tuple[int, dict[str, Any]]] = []
    for line, values in found:
        if isinstance(values, str):
            result.problems.append((line, values))
            continue
        batch.append((line, dict(zip_longest(header, values[: len(header)]))))
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _import_rows(
    rows: list[tuple[int, dict[str, Any]]], mapping: Mapping, known: set[str], result: ImportResult
) -> None:
    made = []
    for line, row in rows:
        try:
            made.append(_feedback(row, mapping, known))
        except ValueError as error:
            result.problems.append((line, str(error)))
    with writing() as db:
        there = _there_already(mapping.name, [f.source_comment_id or "" for f in made])
        for feedback in made:
            if feedback.source_comment_id in there:
                result.duplicates += 1
                continue
            there.add(feedback.source_comment_id or "")
            db.add(feedback)
            db.flush()
            readings.request(SOURCE, feedback.id, risk=feedback.risk)
            result.imported += 1
            result.unknown_organisations += feedback.organisation_code is None
        record(SYSTEM, "import", "import", mapping.name, imported=result.imported)


def _there_already(name: str, ids: list[str]) -> set[str]:
    wanted = select(Feedback.source_comment_id).where(
        Feedback.source_name == name, Feedback.source_comment_id.in_(ids)
    )
    return {i for i in session().scalars(wanted) if i}


def _feedback(row: dict[str, Any], mapping: Mapping, known: set[str]) -> Feedback:
    comment_id = clean(mapping.value(row, "comment_id"))
    if not comment_id:
        raise ValueError("the row has no comment id")
    if len(comment_id) > 120:
        raise ValueError("the comment id is longer than 120 characters")
    text = clean(ftfy.fix_text(mapping.value(row, "text")))
    if len(text) > MOST_CHARACTERS_COMPLAINT:
        raise ValueError(f"the text is longer than {MOST_CHARACTERS_COMPLAINT} characters")
    organisation = clean(mapping.value(row, "organisation"))
    code = mapping.organisations.get(organisation, organisation)
    service = clean(ftfy.fix_text(mapping.value(row, "service")))
    now = utc_now()
    received_on = mapping.day(row) or now.astimezone(LONDON).date()
    return Feedback(
        reference=new_reference(),
        kind=Kind.EXPERIENCE,
        channel=Channel.IMPORT,
        language="en",
        organisation_code=code if code in known else None,
        service_text=_service_text(organisation, service, code in known),
        overall=mapping.overall.get(mapping.value(row, "overall")),
        publish_consent=False,
        received_at=to_the_hour(now),
        received_on=received_on,
        source_name=mapping.name,
        source_comment_id=comment_id,
        risk=rules.risk_of(rules.match(text, "en")),
        passages=_passages(text, clean(mapping.value(row, "question"))),
    )


def _service_text(organisation: str, service: str, known: bool) -> str:
    """An unknown organisation is kept with the service, where staff see it."""
    shown = service if known else " – ".join(filter(None, (organisation, service)))
    return shown[:300]


def _passages(text: str, question: str) -> list[Passage]:
    if not text:
        return []
    prompt = next((p for word, p in PROMPTS.items() if word in question.lower()), Prompt.COMMENT)
    return [Passage(position=0, prompt=prompt, question=question[:300], original_text=text)]
