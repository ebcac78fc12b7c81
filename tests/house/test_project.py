"""The house itself: sizes, names, translations, and the papers beside the code."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from portal.config import DOCUMENTED
from portal.page_context import STATEMENT_REVIEWED
from tests.house.catalogues import ROOT, sentences

FORBIDDEN = {"utils", "helpers", "common", "misc", "util", "helper", "manager"}
LOCKS = ("package.json", "package-lock.json", "requirements/run.txt", "requirements/test.txt",
         "requirements/run.in", "requirements/test.in", ".npmrc")  # fmt: skip


def modules() -> list[Path]:
    """Every Python file of the project that a person edits."""
    found = [*(ROOT / "portal").rglob("*.py"), *(ROOT / "tests").rglob("*.py")]
    return [p for p in found if "versions" not in p.parts and "_bundled" not in p.parts]


def test_no_module_is_longer_than_three_hundred_lines() -> None:
    assert len(modules()) > 100
    assert not [p for p in modules() if len(p.read_text().splitlines()) > 300]


def test_no_template_is_longer_than_a_hundred_lines() -> None:
    long = [p for p in (ROOT / "portal").rglob("*.html") if p.read_text().count("\n") > 100]
    assert not long


def test_no_name_says_nothing() -> None:
    names = {part for p in modules() for part in p.relative_to(ROOT).with_suffix("").parts}
    assert not names & FORBIDDEN


def test_only_one_file_knows_the_cleaner_of_html() -> None:
    importing = [p.name for p in modules() if re.search(r"^import bleach", p.read_text(), re.M)]
    assert importing == ["safe_text.py"]


def test_nothing_of_a_person_is_marked_safe_in_a_template() -> None:
    assert not [p for p in (ROOT / "portal").rglob("*.html") if "|safe" in p.read_text()]


@pytest.mark.parametrize("tag", ["ar"])
def test_every_sentence_is_translated(tag: str) -> None:
    with (ROOT / f"translations/{tag}/LC_MESSAGES/messages.po").open("rb") as file:
        catalogue = read_po(file)
    missing = []
    for message in sentences():
        found = catalogue.get(message.id, message.context) if message.id else None
        if message.id and (found is None or found.fuzzy or not _complete(found.string)):
            missing.append(message.id)
    assert not missing, f"{len(missing)} of {len(sentences())}: {missing[:5]}"


def _complete(text: str | tuple[str, ...]) -> bool:
    return bool(text) if isinstance(text, str) else all(text)


def test_the_readme_names_every_setting() -> None:
    readme = (ROOT / "README.md").read_text()
    assert not [name for name in DOCUMENTED if f"`{name}`" not in readme]


@pytest.mark.parametrize("name", LOCKS)
def test_no_lock_names_a_registry(name: str) -> None:
    path = ROOT / name
    text = path.read_text() if path.exists() else ""
    assert not re.search(r'"resolved"|--(extra-)?index-url|--find-links|^registry', text, re.M)


def test_the_accessibility_statement_was_reviewed_within_a_year() -> None:
    assert date.today() - STATEMENT_REVIEWED < timedelta(days=366)
