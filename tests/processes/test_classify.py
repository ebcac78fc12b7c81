"""`portal classify`: JSON lines in, readings out, whatever the lines hold."""

import json
import re

import pytest

from portal.strategy.catalogue import STATEMENTS
from tests.processes.portals import portal

STATEMENT_IDS = {statement.id for statement in STATEMENTS}
KEYS = ["id", "language", "sentiment", "statements", "themes", "risk", "model"]
LINES = {
    "kind": {"id": "kind", "text": "The nurse was kind and treated me with respect."},
    "wait": {"id": "wait", "text": "We waited nine hours in A&E. It was awful."},
    "better": {"id": "better", "text": "Nothing", "question": "What could we do better?"},
    "good": {"id": "good", "text": "Nothing", "question": "What was good?"},
    "arabic": {"id": "arabic", "text": "كانت الممرضة لطيفة معي ومع عائلتي", "language": "ar"},
    "empty": {"id": "empty", "text": " \u200b\n"},
    "urgent": {"id": "urgent", "text": "لا أريد أن أعيش", "language": "ar"},
    "nul": {"id": "nul", "text": "The staff\x00 were \x00kind"},
    "half": {"id": "half\ud83d", "text": "kind \ud83d nurses"},
    "tag": {"id": "tag", "text": "kind nurses", "language": "\ud800"},
    "long": {"id": "long", "text": "The doctor listened to me. " * 1900},
    "number": {"id": 7, "text": "The nurse was kind."},
}
BAD = [
    b"{not json",
    b'["a list"]',
    b'{"id": "no text"}',
    b'{"id": "t", "text": 5}',
    b'{"id": "q", "text": "kind", "question": 5}',
    b"\xff\xfe\x00",
    b"[" * 100_000,
    b"null",
]


@pytest.fixture(scope="module")
def answers(tmp_path_factory):
    """One run over good and bad lines, by the id that was sent."""
    good = [json.dumps(line).encode() for line in LINES.values()]
    given = b"\n".join([*BAD, b"", *good]) + b"\n"
    done = portal(tmp_path_factory.mktemp("classify"), "classify", given=given)
    assert done.returncode == 0, done.stderr[-2000:]
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


@pytest.fixture
def read(answers):
    """The readings of the good lines by their names above."""
    return dict(zip(LINES, answers[len(BAD) :], strict=True))


def test_each_bad_line_gives_an_error_line_and_the_rest_goes_on(answers):
    assert len(answers) == len(BAD) + len(LINES)
    for number, answer in enumerate(answers[: len(BAD)], start=1):
        assert answer["error"].startswith(f"line {number}"), answer


def test_a_reading_has_the_promised_keys_and_ids(read):
    assert [list(read[name]) for name in ("kind", "wait")] == [KEYS, KEYS]
    for reading in read.values():
        assert {s["id"] for s in reading["statements"]} <= STATEMENT_IDS
        assert reading["sentiment"] in range(-2, 3)
        assert reading["risk"] in (0, 1, 2)


def test_kindness_and_waiting_are_told_apart(read):
    kind, wait = read["kind"]["statements"], read["wait"]["statements"]
    assert ("PE-I-01", "positive") in [(s["id"], s["polarity"]) for s in kind]
    assert ("CE-I-02", "negative") in [(s["id"], s["polarity"]) for s in wait]
    assert read["kind"]["sentiment"] > 0 > read["wait"]["sentiment"]


def test_nothing_means_what_its_question_makes_it_mean(read):
    assert read["better"]["sentiment"] > 0 > read["good"]["sentiment"]


def test_an_abstention_carries_its_reason_and_nothing_else(read):
    assert read["arabic"]["abstained"] == "language_not_supported"
    assert read["empty"]["abstained"] == "no_text"
    for name in ("arabic", "empty"):
        assert (read[name]["sentiment"], read[name]["statements"], read[name]["themes"]) == (
            0,
            [],
            [],
        )


def test_an_abstention_keeps_the_risk_that_the_rules_found(read):
    assert read["urgent"]["abstained"] == "language_not_supported"
    assert read["urgent"]["risk"] == 2


def test_odd_characters_and_long_texts_are_read(read):
    assert read["half"]["id"] == "half\ud83d"
    assert read["number"]["id"] == 7
    for name in ("nul", "half", "long"):
        assert "abstained" not in read[name], name
        assert not re.search("[\x00\ud800-\udfff]", read[name]["statements"][0]["evidence"])


def test_without_a_model_every_line_abstains_with_no_model(tmp_path):
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "manifest.json").write_text('{"sha256": ["manifest.json"]}')
    given = json.dumps(LINES["kind"]) + "\n" + json.dumps(LINES["urgent"])
    done = portal(tmp_path, "classify", given=given, MODEL_DIR=str(tmp_path / "model"))
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["abstained"] for line in found] == ["no_model", "no_model"]
    assert [line["risk"] for line in found] == [0, 2]
    assert b"Traceback" not in done.stderr
