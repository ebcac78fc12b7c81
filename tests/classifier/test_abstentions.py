"""When the reader says nothing, and why."""

import pytest

from portal.classifier import NullReader, Passage


@pytest.mark.parametrize("text", ["", "  \n ", "…!?", "\u200b\x00\ud800", "\U0001f600"])
def test_without_words_there_is_no_text(reader, text):
    reading = reader.read(text, "en")
    assert reading.abstained == "no_text"
    assert (reading.sentiment, reading.statements, reading.themes) == (0, (), ())


def test_no_answers_at_all_is_no_text(reader):
    assert reader.read_passages([]).abstained == "no_text"


@pytest.mark.parametrize(
    ("text", "stated", "language"),
    [
        ("Pielęgniarki były bardzo miłe i pomocne.", "pl", "pl"),
        ("Pielęgniarki były bardzo miłe i pomocne, a lekarz cierpliwy.", "en", "pl"),
        ("كانت الممرضة لطيفة جدا معي", None, "ar"),
        ("很好", "en", "zh"),
    ],
)
def test_the_model_reads_english_only(reader, text, stated, language):
    reading = reader.read(text, stated)
    assert reading.abstained == "language_not_supported"
    assert reading.language == language


def test_english_on_a_polish_page_is_read(reader):
    text = "The physiotherapist was very kind and explained everything to me."
    reading = reader.read(text, "pl")
    assert reading.abstained is None
    assert reading.language == "en"


def test_an_abstention_keeps_the_risk_of_the_rules(reader):
    reading = reader.read("Nie chcę już żyć.", "pl")
    assert reading.abstained == "language_not_supported"
    assert reading.risk == 2
    assert reading.as_dict()["abstained"] == "language_not_supported"


def test_words_that_are_none_leave_it_unsure(reader):
    reading = reader.read("xkqzv wjqpx zzkqv bqxjw qqzkx vvxqj", "en")
    assert reading.abstained == "unsure"


def test_without_a_model_only_the_rules_speak():
    reading = NullReader().read("He hits me and I am scared to go home.", "en")
    assert reading.abstained == "no_model"
    assert reading.risk == 2
    assert reading.rules == ("en-abuse", "en-afraid")
    assert reading.statements == ()


def test_the_null_reader_has_the_batch_verb():
    items = [([Passage("Kind staff")], "en"), ([Passage("She is unconscious")], None)]
    assert [r.risk for r in NullReader().read_many(items)] == [0, 2]
