"""Searching what is published: the same words however they are written."""

import pytest
from flask import Flask

from portal.desk.moderation import publish
from portal.feedback.queries import PublishedFilter, list_published
from portal.feedback.search import folded, terms
from tests.factories import make_decision, make_feedback, make_staff


@pytest.mark.parametrize(
    ("written", "searched"),
    [
        ("Śródmieście ÉCOLE", "srodmiescie ecole"),
        ("مُسْتَشْفَى", "مستشفى"),
        ("مستشـــفى", "مستشفى"),
        ("أخبرني إسعاف", "اخبرني اسعاف"),
        ("STRASSE", "straße"),
        ("Don’t wait-here!", "don t wait here"),
        ("ＷＡＲＤ ７", "ward 7"),
        ("Łódź, Đặng, Ærø, Sørensen", "lodz dang aero sorensen"),
        ("Işık İstanbul", "isik istanbul"),
        ("أحمد إسلام آمال ٱلله", "احمد اسلام امال الله"),
        ("مستشفى كبيرة", "مستشفي كبيره"),
        ("قسم ٧", "قسم 7"),
        ("کی", "كي"),
    ],
)
def test_case_and_diacritics_do_not_matter(written: str, searched: str) -> None:
    assert folded(written) == folded(searched)


def test_chinese_is_kept_as_pairs_so_that_a_part_of_a_sentence_is_found() -> None:
    assert folded("护士很好") == "护士 士很 很好"
    assert set(terms("很好")) <= set(folded("护士很好").split())


def test_a_long_query_is_cut() -> None:
    assert len(terms("word " * 100)) == 8
    assert len(terms("x" * 300)[0]) == 40


@pytest.mark.parametrize(
    ("words", "query", "found"),
    [
        ("Die Schwester war überaus nett", "uberaus", 1),
        ("كان المستشفى نظيفاً", "المستشفى نظيفا", 1),
        ("护士很好", "士很", 1),
        ("这里的护士很好", "护士很好", 1),
        ("这里的护士很好", "护", 1),
        ("这里的护士很好", "医生", 0),
        ("Pielęgniarka była miła", "byla mila", 1),
        ("كانت الممرضة في المستشفى لطيفة", "الممرضه المستشفي", 1),
        ("The ward was kind", "kind ward", 1),
        ("The ward was kind", "kind night", 0),
        ("Ten per cent", "%", 1),
        ("The ward was kind", "w_rd", 0),
    ],
)
def test_the_public_finds_what_it_looks_for(
    context: Flask, words: str, query: str, found: int
) -> None:
    feedback, moderator = make_feedback(words), make_staff("moderator", demo=False)
    make_decision(feedback, "approve", reason="fit_to_publish", by=moderator)
    publish(feedback, version=feedback.version, by=moderator)
    assert len(list_published(PublishedFilter(query=query)).items) == found


def test_words_that_were_taken_out_cannot_be_found(context: Flask) -> None:
    feedback = make_feedback("Nurse Joy Invented was kind")
    make_decision(feedback, "redact", public_text="[name] was kind")
    assert "joy" not in (feedback.search_text or "")
