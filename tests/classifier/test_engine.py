"""What the shipped model makes of plain sentences."""

import time

import pytest

from portal.classifier import Passage

GOOD = "What was good?"
BETTER = "What could we do better?"


def polarities(reading):
    return {s.id: s.polarity for s in reading.statements}


def test_a_kind_nurse_is_being_seen_as_a_person(reader):
    reading = reader.read("The nurse was so kind and gentle with my mother.", "en", GOOD)
    assert polarities(reading)["PE-I-01"] == "positive"
    assert reading.sentiment > 0
    assert reading.risk == 0
    assert reading.abstained is None


def test_a_long_wait_is_access_to_care(reader):
    reading = reader.read("We sat there for five hours before anybody saw us.", "en", BETTER)
    assert polarities(reading)["CE-I-02"] == "negative"
    assert reading.sentiment < 0


def test_nothing_is_praise_or_blame_by_its_question(reader):
    good = reader.read("Nothing", "en", GOOD)
    better = reader.read("Nothing", "en", BETTER)
    assert good.sentiment < 0 < better.sentiment
    assert good.statements == better.statements == ()


def test_a_theme_follows_from_its_statements(reader):
    reading = reader.read("The doctor listened and explained every step.", "en", GOOD)
    assert {t.id: t.polarity for t in reading.themes} == {"positive_experiences": "positive"}
    assert max(s.score for s in reading.statements) == reading.themes[0].score


def test_evidence_is_the_sentence_that_says_so(reader):
    text = "We came by bus. The porter was rude and shouted at us. It was raining."
    found = {s.id: s.evidence for s in reader.read(text, "en").statements}
    assert found["PE-I-01"] == "The porter was rude and shouted at us."


def test_answers_of_one_person_are_joined(reader):
    answers = [
        Passage("The receptionist was friendly and kind.", GOOD),
        Passage("One nurse was rude and dismissive.", BETTER),
    ]
    reading = reader.read_passages(answers, "en")
    assert polarities(reading)["PE-I-01"] == "mixed"


def test_an_urgent_answer_makes_the_whole_urgent(reader):
    answers = [Passage("Lovely staff, thank you.", GOOD), Passage("I want to die.", BETTER)]
    reading = reader.read_passages(answers, "en")
    assert reading.risk == 2
    assert "en-suicide" in reading.rules


def test_a_batch_reads_as_one_by_one(reader):
    texts = ["Kind staff.", "", "Nobody came for hours and my dad was in agony.", "Dobra opieka"]
    batch = reader.read_many([([Passage(text, BETTER)], "en") for text in texts])
    single = [reader.read(text, "en", BETTER) for text in texts]
    assert [r.abstained for r in batch] == [r.abstained for r in single]
    assert [polarities(r) for r in batch] == [polarities(r) for r in single]
    assert [r.sentiment for r in batch] == [r.sentiment for r in single]


def test_a_reading_as_plain_values(reader):
    shown = reader.read("The nurse was so kind and gentle.", "en", GOOD).as_dict()
    keys = ["language", "sentiment", "statements", "themes", "risk", "model"]
    assert list(shown) == keys
    assert list(shown["statements"][0]) == ["id", "polarity", "score", "evidence"]
    assert list(shown["themes"][0]) == ["id", "polarity", "score"]
    assert shown["model"] == reader.name


@pytest.mark.parametrize(
    "text",
    [
        "The ward was busy and loud, though the tea was warm. " * 945,
        "thewardwasbusy" * 3572,
        "a(1 " * 12500,
        "\n".join(["no stop here"] * 3850),
    ],
)
def test_fifty_thousand_characters_in_a_few_seconds(reader, text):
    started = time.process_time()
    reading = reader.read(text[:50_000], "en")
    assert time.process_time() - started < 20
    assert reading.model == reader.name


def test_one_urgent_sentence_in_a_very_long_text_is_found(reader):
    dull = "The car park was full and the lift was slow. " * 500
    reading = reader.read(f"{dull} I cannot keep myself safe. {dull}", "en")
    assert reading.risk == 2


@pytest.mark.parametrize(
    "text",
    [
        "The nurse was \x00kind\ud800 and \u202egentle\u202c with me.",
        "The n\u200bu\u200brse was ki\u00adnd and gentle with me. \U0001f469\u200d\U0001f52c",
        "\ufeffThe nurse was kind and gentle with me.\udfff\u2066",
    ],
)
def test_hidden_marks_change_nothing(reader, text):
    reading = reader.read(text, "en")
    assert polarities(reading)["PE-I-01"] == "positive"
    reading.statements[0].evidence.encode("utf-8")
