"""Starts of replies: offered where they fit, with gaps that can be filled."""

import pytest
from flask import Flask
from sqlalchemy.orm.exc import StaleDataError

from portal.reply_templates.gaps import filled
from portal.reply_templates.models import ReplyTemplate
from portal.reply_templates.queries import PAGE, list_all_templates, list_reply_templates
from portal.reply_templates.service import (
    TemplateWords,
    UnknownGap,
    add_template,
    change_template,
)


def make(name: str = "Thanks", **changed) -> ReplyTemplate:
    """A start in English for any kind."""
    values = {"kind": None, "theme_id": None, "language": "en", "body": "Thank you.", **changed}
    return add_template(TemplateWords(name, **values), actor="staff:1")


def names(kind: str, language: str, theme: str | None = None) -> list[str]:
    """What the desk would offer."""
    return [t.name for t in list_reply_templates(kind, language, theme)]


def test_only_what_fits_kind_and_language_is_offered(context: Flask) -> None:
    make("Any")
    make("Concern", kind="concern")
    make("Arabic", language="ar")
    make("Retired", active=False)
    assert names("concern", "en") == ["Any", "Concern"]
    assert names("compliment", "en") == ["Any"]
    assert names("compliment", "ar") == ["Arabic"]


def test_a_theme_leaves_out_those_of_other_themes(context: Flask) -> None:
    make("Any")
    make("Safety", theme_id="patient_safety")
    assert names("concern", "en", "culture_and_climate") == ["Any"]
    assert names("concern", "en", "patient_safety") == ["Any", "Safety"]


def test_gaps_are_filled_and_what_nobody_knows_stays_to_be_seen() -> None:
    body = "Dear {name}, about {service}: {reference}"
    assert filled(body, {"service": "Ward {1}", "name": "Ann"}) == (
        "Dear Ann, about Ward {1}: {reference}"
    )


def test_a_gap_with_another_name_is_refused(context: Flask) -> None:
    with pytest.raises(UnknownGap, match="{nhs_number}"):
        make(body="Your number is {nhs_number}")
    assert not list_all_templates()


def test_two_people_who_change_one_template_do_not_lose_words(context: Flask) -> None:
    template = make()
    words = TemplateWords("Thanks", None, None, "en", "First")
    seen = template.version
    change_template(template, words, version=seen, actor="staff:1")
    with pytest.raises(StaleDataError):
        change_template(template, words, version=seen, actor="staff:2")


def test_all_templates_are_paged_without_gaps_or_repeats(context: Flask) -> None:
    made = [make(f"Same name {n % 3}").id for n in range(PAGE + 5)]
    first = list_all_templates()
    rest = list_all_templates(after=first[PAGE - 1].id)
    found = [t.id for t in (*first[:PAGE], *rest)]
    assert sorted(found) == made
