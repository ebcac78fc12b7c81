"""Comments from another system: an invented export in every state of disrepair."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from portal.db import session, violated_constraint, writing
from portal.desk.moderation import may_publish
from portal.feedback.importing import ImportFailed, ImportResult, import_file
from portal.feedback.models import Feedback
from portal.readings.queries import count_by_state
from tests.factories import make_decision

HEADER = "comment_id,trust,service,date,fft_answer,question,text\r\n"


def import_rows(folder: Path, *rows: str, encoding: str = "utf-8") -> ImportResult:
    """Import an export with these rows."""
    path = folder / "export.csv"
    path.write_bytes((HEADER + "".join(f"{row}\r\n" for row in rows)).encode(encoding))
    return import_file(path, None)


def row(ident: str, text: str = "Kind staff", trust: str = "NEAS", **changed: str) -> str:
    """One row of the export."""
    value = {"service": "Ward 1", "date": "02/03/2026", "overall": "1",
             "question": "What was good?", **changed}  # fmt: skip
    return f'{ident},{trust},{value["service"]},{value["date"]},{value["overall"]},' \
           f'{value["question"]},"{text}"'  # fmt: skip


def imported() -> list[Feedback]:
    """What was kept, in order."""
    wanted = select(Feedback).order_by(Feedback.source_comment_id)
    return list(session().scalars(wanted).unique())


def test_a_row_becomes_feedback_that_waits_for_its_reading(context: Flask, tmp_path: Path) -> None:
    result = import_rows(tmp_path, row("1"))
    kept = imported()[0]
    assert (result.imported, result.problems) == (1, [])
    assert (kept.channel, kept.overall, kept.organisation_code) == ("import", "very_good", "RX6")
    assert (kept.received_on.isoformat(), kept.passages[0].prompt) == ("2026-03-02", "good")
    assert count_by_state() == {"waiting": 1}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_the_encoding_of_the_file_does_not_matter(
    context: Flask, tmp_path: Path, encoding: str
) -> None:
    import_rows(tmp_path, row("1", "The café was “fine” – £5"), encoding=encoding)
    assert imported()[0].passages[0].original_text in (
        "The café was “fine” – £5",
        'The café was "fine" – £5',
    )


def test_a_text_that_was_encoded_twice_is_mended(context: Flask, tmp_path: Path) -> None:
    broken = "The café didn’t cost £5".encode().decode("cp1252")
    import_rows(tmp_path, row("1", broken))
    assert imported()[0].passages[0].original_text.replace("’", "'") == "The café didn't cost £5"


def test_the_same_comment_is_kept_once(context: Flask, tmp_path: Path) -> None:
    first = import_rows(tmp_path, row("1"), row("1", "Again"), row("2"))
    second = import_rows(tmp_path, row("1"), row("3"))
    assert (first.imported, first.duplicates) == (2, 1)
    assert (second.imported, second.duplicates) == (1, 1)
    assert len(imported()) == 3


def test_an_unknown_organisation_is_kept_and_marked(context: Flask, tmp_path: Path) -> None:
    result = import_rows(tmp_path, row("1", trust="Invented Trust"), row("2"))
    kept = imported()[0]
    assert result.unknown_organisations == 1
    assert kept.organisation_code is None
    assert kept.service_text == "Invented Trust – Ward 1"


def test_a_bad_row_is_named_by_its_line_and_loses_nothing_else(
    context: Flask, tmp_path: Path
) -> None:
    result = import_rows(
        tmp_path,
        row("1"),
        row(""),
        row("2", "over\r\ntwo lines"),
        row("3", date="the other day"),
        row("4", "x" * 50_001),
        row("5" * 121),
        row("6"),
    )
    assert [line for line, _ in result.problems] == [3, 6, 7, 8]
    assert [r.source_comment_id for r in imported()] == ["1", "2", "6"]


def test_a_row_with_control_characters_loses_nothing_else(context: Flask, tmp_path: Path) -> None:
    result = import_rows(
        tmp_path,
        row("1"),
        row("2\x00", "a\x00b", trust="In\x00vented", service="W\x001", question="g\x00ood"),
        row("3"),
    )
    assert result.imported + len(result.problems) == 3
    assert {"1", "3"} <= {r.source_comment_id for r in imported()}


def test_a_field_that_is_too_big_loses_nothing_else(context: Flask, tmp_path: Path) -> None:
    result = import_rows(tmp_path, row("1"), row("2", "x" * 200_000), row("3"))
    assert [line for line, _ in result.problems] == [3]
    assert [r.source_comment_id for r in imported()] == ["1", "3"]


def test_a_short_and_a_long_row_are_rows_too(context: Flask, tmp_path: Path) -> None:
    result = import_rows(tmp_path, "1,NEAS", row("2") + ",more,and more")
    assert (result.imported, result.problems) == (2, [])


def test_an_imported_comment_can_never_be_published(context: Flask, tmp_path: Path) -> None:
    import_rows(tmp_path, row("1"))
    kept = imported()[0]
    make_decision(kept, "approve", reason="fit_to_publish")
    assert not may_publish(kept)
    values = {"state": "published", "published_at": kept.received_at, "publish_consent": True}
    with pytest.raises(IntegrityError) as caught, writing() as db:
        db.execute(update(Feedback).values(**values))
    assert violated_constraint(caught.value) == "ck_feedback_imported_never_published"


def test_urgent_words_of_an_import_are_found_at_once(context: Flask, tmp_path: Path) -> None:
    import_rows(tmp_path, row("1", "I want to kill myself"))
    assert imported()[0].risk == 2


@pytest.mark.parametrize("content", ["", "a,b\r\n1,2\r\n", "\x00\x01"])
def test_a_file_that_no_mapping_fits_is_refused(
    context: Flask, tmp_path: Path, content: str
) -> None:
    path = tmp_path / "export.csv"
    path.write_text(content)
    with pytest.raises(ImportFailed):
        import_file(path, None)
    assert imported() == []


def test_a_mapping_that_needs_another_column_says_which(context: Flask, tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text("comment_id,text\r\n1,Kind\r\n")
    with pytest.raises(ImportFailed, match="no column 'date'"):
        import_file(path, "nhs_fft")


def test_progress_is_told_batch_by_batch(context: Flask, tmp_path: Path) -> None:
    path, told = tmp_path / "export.csv", []
    path.write_text(HEADER + "".join(row(str(n)) + "\r\n" for n in range(101)))
    import_file(path, None, progress=told.append)
    assert told == [100, 101]
