"""The macros: what a person reads is escaped, joined to its field, and told when wrong."""

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from flask import Flask
from flask_babel import Babel
from jinja2 import ChainableUndefined, Environment, FileSystemLoader
from werkzeug.datastructures import MultiDict
from wtforms import RadioField, SelectMultipleField, StringField, TextAreaField

from portal.web import assets_build
from portal.web.fields import MaxLength, PortalForm, Required, choices, clean

ATTACK = '"><script>alert(1)</script>'
TEMPLATES = assets_build.FRONTEND.parent / "templates"


class _Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def values(self, attribute: str) -> list[str]:
        return [a[attribute] or "" for _, a in self.seen if attribute in a]


@pytest.fixture(autouse=True)
def _in_an_app():
    app = Flask(__name__)
    Babel(app)
    with app.test_request_context():
        yield


@pytest.fixture
def show():
    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=ChainableUndefined,
        extensions=["jinja2.ext.i18n"],
    )
    env.install_null_translations(newstyle=True)  # type: ignore[attr-defined]

    def render(call: str, **context: Any) -> str:
        source = (
            '{% import "components/forms.html" as forms %}'
            '{% import "components/content.html" as content_ %}' + call
        )
        return env.from_string(source).render(**context)

    return render


def make_form(label: str = "Name", option: str = "Ward", **typed: Any) -> PortalForm:
    class Example(PortalForm):
        name = StringField(label, validators=[Required("Write your name"), MaxLength(40)])
        story = TextAreaField(label, validators=[Required("Write what happened")])
        place = RadioField(
            label, choices=choices({"a": option}), validators=[Required("Choose a place")]
        )
        topics = SelectMultipleField(
            label, choices=choices({"t": option}), validators=[Required("Choose a topic")]
        )

    return Example(MultiDict(typed))


EVERY_FIELD = (
    "{{ forms.error_summary(form) }}"
    "{{ forms.text_input(form.name, hint=hint) }}{{ forms.textarea(form.story, hint=hint) }}"
    "{{ forms.radios(form.place, hint=hint) }}{{ forms.checkboxes(form.topics, hint=hint) }}"
)


def test_every_label_belongs_to_a_field(show):
    tags = _Tags(show(EVERY_FIELD, form=make_form()))
    ids = tags.values("id")
    assert set(tags.values("for")) <= set(ids)
    assert len(ids) == len(set(ids))


def test_every_error_leads_to_its_field(show):
    form = make_form()
    assert not form.validate()
    html = show(EVERY_FIELD, form=form)
    links = [v.removeprefix("#") for v in _Tags(html).values("href")]
    assert links == ["name", "story", "place-0", "topics-0"]
    assert set(links) <= set(_Tags(html).values("id"))
    assert "There is a problem" in html


def test_the_error_is_beside_the_field_and_announced(show):
    form = make_form()
    form.validate()
    html = show("{{ forms.text_input(form.name, hint='As on letters') }}", form=form)
    described = _Tags(html).values("aria-describedby")
    assert described == ["name-hint name-error"]
    assert re.search(r'id="name-error"><span class="[^"]*hidden">Error:</span> Write your', html)


def test_there_is_no_summary_without_an_error(show):
    assert "error-summary" not in show(EVERY_FIELD, form=make_form())


def test_a_group_has_a_legend_that_can_be_the_heading(show):
    html = show("{{ forms.radios(form.place, heading=True) }}", form=make_form("Where was it?"))
    assert re.search(r"<legend[^>]*><h1[^>]*>Where was it\?</h1></legend>", html)


def test_what_was_typed_and_chosen_is_kept(show):
    form = make_form(name="Ada", story="It was kind", place="a", topics="t")
    html = show(EVERY_FIELD, form=form)
    assert 'value="Ada"' in html
    assert ">\nIt was kind</textarea>" in html
    assert html.count(" checked") == 2


def test_the_browsers_own_bubbles_stay_off(show):
    form = make_form()
    assert " required" not in show(EVERY_FIELD, form=form)
    assert " required" not in str(form.name())


@pytest.mark.parametrize("where", ["label", "hint", "value", "error", "option"])
def test_no_script_comes_through_a_field(show, where):
    form = make_form(
        label=ATTACK if where == "label" else "Name",
        option=ATTACK if where == "option" else "Ward",
        **(dict(name=ATTACK, story=ATTACK) if where == "value" else {}),
    )
    if where == "error":
        for field in form:
            field.errors = [ATTACK]
    html = show(EVERY_FIELD, form=form, hint=ATTACK if where == "hint" else "Hint")
    assert "<script" not in html.lower()
    assert "&lt;script" in html


def test_a_quote_is_text_in_its_own_language(show):
    html = show('{{ content_.quote(text, "ar", "rtl") }}', text=f"one\n\n{ATTACK}")
    assert "<script" not in html
    assert html.count("<p>") == 2
    assert 'lang="ar" dir="rtl"' in html


@pytest.mark.parametrize(
    "call",
    [
        "{{ content_.tag(bad) }}",
        "{{ content_.row(bad, bad, '/x', bad) }}",
        "{% call content_.warning(bad) %}{{ bad }}{% endcall %}",
        "{{ content_.newer_older(bad, bad) }}",
        "{{ forms.button(bad) }}",
        "{{ forms.back(bad) }}",
    ],
)
def test_no_script_comes_through_content(show, call):
    html = show(call, bad=ATTACK)
    assert "<script" not in html
    assert "&lt;script" in html


def test_there_is_no_pagination_on_a_single_page(show):
    assert "<nav" not in show("{{ content_.newer_older(None, None) }}")


@pytest.mark.parametrize("control", ["\x00", "\x1b", "\x7f", "\ud800"])
def test_characters_that_nobody_types_are_dropped(control):
    assert make_form(name=f" A{control}da ").name.data == "Ada"


def test_line_ends_become_one_kind():
    assert clean("one\r\ntwo\rthree\n") == "one\ntwo\nthree"
