"""A template is a start: it fits the item, its gaps are filled, and typed words stay."""

import pytest
from flask import Flask

from portal.db import writing
from portal.desk.queries import list_all_responses
from portal.desk.starts import AlreadyTyped, How, begun, starts_for
from portal.feedback.states import Kind
from portal.reply_templates.models import ReplyTemplate
from portal.reply_templates.service import TemplateWords, add_template
from tests.factories import make_feedback, make_staff, sign_in_as
from tests.pages import Page, Shown

THANKS = "Thank you for telling us about {service}.\n\n{name}, {job_title}"


def add(name: str, *, kind: str | None = None, language: str = "en",
        body: str = THANKS) -> ReplyTemplate:  # fmt: skip
    """One template."""
    return add_template(TemplateWords(name, kind, None, language, body), actor="system")


def box(shown: Shown) -> str:
    """What stands in the answer box."""
    return "".join(next(a for a in shown.find_all("textarea") if a.get("id") == "body").itertext())


def press(page: Page, ident: int, status: int = 200, **typed: str) -> Shown:
    """Press a button of the answer form."""
    url = f"/desk/item/{ident}"
    found: Shown = page.post(f"{url}/respond", typed, at=url, action="/respond", status=status)
    return found


def test_only_templates_of_the_kind_and_the_language_are_offered(context: Flask) -> None:
    add("Any")
    add("Sorry", kind=Kind.CONCERN)
    add("Thanks", kind=Kind.EXPERIENCE)
    add("Arabic", language="ar")
    add("Polish", language="pl")
    by = make_staff("responder")
    english = starts_for(make_feedback(), by=by)
    arabic = starts_for(make_feedback(language="ar"), by=by)
    assert [start.name for start in english.values()] == ["Any", "Thanks"]
    assert [start.name for start in arabic.values()] == ["Arabic", "Any", "Thanks"]


def test_a_retired_template_is_not_offered(context: Flask) -> None:
    template = add("Old")
    with writing():
        template.active = False
    assert starts_for(make_feedback(), by=make_staff("responder")) == {}


def test_the_gaps_are_filled_and_unknown_ones_stay_to_be_seen(context: Flask) -> None:
    add("Thanks")
    feedback, by = make_feedback(), make_staff("responder")
    assert feedback.care_service is not None
    name = feedback.care_service.name
    text = next(iter(starts_for(feedback, by=by).values())).text
    assert text == f"Thank you for telling us about {name}.\n\nInvented Person, Invented role"
    unknown = make_feedback(care_service_id=None, service_text="The big one")
    assert "{service}" in next(iter(starts_for(unknown, by=by).values())).text


def test_typed_words_are_never_thrown_away_unasked(context: Flask) -> None:
    add("Thanks")
    starts = starts_for(make_feedback(), by=make_staff("responder"))
    start = next(iter(starts.values()))
    with pytest.raises(AlreadyTyped):
        begun("My own words", start, How.ASK, starts)
    assert begun("My own words", start, How.BELOW, starts) == f"My own words\n\n{start.text}"
    assert begun("My own words", start, How.REPLACE, starts) == start.text


def test_a_template_that_nobody_changed_gives_way_to_another(context: Flask) -> None:
    add("One", body="One")
    add("Two", body="Two")
    starts = starts_for(make_feedback(), by=make_staff("responder"))
    one, two = starts.values()
    assert begun(one.text, two, How.ASK, starts) == "Two"


def test_choosing_one_puts_it_into_the_box_and_sends_nothing(page: Page) -> None:
    sign_in_as(page, "responder")
    with page.app.app_context():
        template, ident = str(add("Thanks", body="Thank you, says {name}.").id), make_feedback().id
    shown = press(page, ident, template=template, then="start")
    assert box(shown).strip() == "Thank you, says Invented Person."
    with page.app.app_context():
        assert list(list_all_responses(ident)) == []


def test_the_page_asks_what_becomes_of_typed_words(page: Page) -> None:
    sign_in_as(page, "responder")
    with page.app.app_context():
        template, ident = str(add("Thanks", body="Thank you.").id), make_feedback().id
    shown = press(page, ident, template=template, body="My own words", then="start")
    assert "You have typed words already" in shown.text
    assert box(shown).strip() == "My own words"
    shown = press(page, ident, template=template, body="My own words", then="below")
    assert box(shown).split() == ["My", "own", "words", "Thank", "you."]


def test_no_template_chosen_is_told_and_keeps_the_words(sqlite_page: Page) -> None:
    sign_in_as(sqlite_page, "responder")
    with sqlite_page.app.app_context():
        add("Thanks")
        ident = make_feedback().id
    for template in ("", "999999", "9" * 30):
        shown = press(sqlite_page, ident, template=template, body="My own words", then="start")
        assert "Choose a template" in shown.text and box(shown).strip() == "My own words"


def test_an_answer_with_an_open_gap_does_not_go_out(sqlite_page: Page) -> None:
    sign_in_as(sqlite_page, "responder")
    with sqlite_page.app.app_context():
        ident = make_feedback().id
    shown = press(sqlite_page, ident, body="Thank you about {service} {and more}.")
    assert "Fill in or take out: {service}" in shown.text
    with sqlite_page.app.app_context():
        assert list(list_all_responses(ident)) == []


def test_an_answer_from_an_arabic_template_is_kept_as_arabic(page: Page) -> None:
    sign_in_as(page, "responder")
    with page.app.app_context():
        template = str(add("شكرًا", language="ar", body="شكرًا لكم").id)
        ident = make_feedback(language="ar").id
    shown = press(page, ident, template=template, then="start")
    chosen = [o for o in shown.find_all("option") if o.get("selected") is not None]
    assert {"ar", template} <= {o.get("value") for o in chosen}
    press(page, ident, status=302, body="شكرًا لكم", language="ar")
    with page.app.app_context():
        assert [r.language for r in list_all_responses(ident)] == ["ar"]
