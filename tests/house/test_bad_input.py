"""Whatever is sent to whichever form: a page with a sentence, the words kept, and no error."""

import html
import time
from collections.abc import Callable, Iterator
from urllib.parse import quote_plus

import pytest
from werkzeug.test import TestResponse

from portal.web.fields import clean
from tests.house.found_forms import TOKENS, Form, pages_of
from tests.house.rough_world import PEOPLE
from tests.house.world import World, limits_off

MARK = "qtyped"
INJECTED = "<script>alert(1)</script>\"'><img src=qx onerror=alert(2)>{{7*191}} ' OR 1=1; --"
HOSTILE = f"=1+1 {MARK}%s be\x00fore \u202e\u2066 {INJECTED} %%(name)s ${{7*191}} end"
EMOJI = f"{MARK} " + "\U0001f514\U0001f469\u200d\u2695\ufe0f" * 2_500
#: a browser sends no lone surrogate, others do: these are the bytes of two
LONE = f"{MARK}+%ED%A0%80+%ED%B0%80+end"
HUGE = str(10**25)
#: everybody may see these pages; a code or a password is never given back
SECRET = ("password", "code", "again", "csrf")
#: how a page says that something is wrong, or that it looked at what was typed
SAYS = ("error-summary", 'role="status"')
Fields = dict[str, list[str]]


def everywhere(value: str) -> Callable[[Form], Fields]:
    """`value` in every field, hidden ones and choices too."""
    return lambda form: {f.name: [value] for f in form.fields if f.name not in TOKENS}


def in_words(value: str) -> Callable[[Form], Fields]:
    """`value` where words are typed; all else as the page has it."""
    return lambda form: {
        **form.as_it_stands(),
        **{f.name: [value % n if "%s" in value else value] for n, f in enumerate(form.typed())},
    }


def twice(form: Form) -> Fields:
    """Every field two times, with different words."""
    return {f.name: [f"{MARK} one", f"{MARK} two"] for f in form.fields if f.name not in TOKENS}


#: way of being rough -> what it puts into the fields
WAYS: dict[str, Callable[[Form], Fields]] = {
    "nothing": lambda form: {},
    "empty": everywhere(""),
    "hostile words": in_words(HOSTILE),
    "emoji": in_words(EMOJI),
    "long": in_words(f"{MARK} " + "x" * 100_000),
    "hostile everywhere": everywhere(HOSTILE % 0),
    "negative": everywhere("-5"),
    "huge": everywhere(HUGE),
    "unknown": everywhere("999999"),
    "far date": everywhere("31/12/9999"),
    "no date": everywhere("9999-02-30"),
    "other digits": everywhere("\u0663\u00bd"),
    "twice": twice,
}
BODIES = {
    "lone surrogates": ("application/x-www-form-urlencoded", None),
    "json": ("application/json", b'{"body": "\\ud800", "version": NaN}'),
    "text": ("text/plain", b"body=words"),
    "no boundary": ("multipart/form-data", b"--x\r\n\x00"),
    "cut off": (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="',
    ),
    "too big": ("application/x-www-form-urlencoded", b"body=" + b"x" * 1_100_000),
}


def test_the_forms_are_found_and_many(rough: World, forms: list[Form]) -> None:
    found = {form.endpoint for form in forms}
    assert len(forms) > 90
    assert {"feedback.step", "desk.decide", "safety.severity", "people.invite"} <= found


@pytest.mark.parametrize("way", WAYS)
def test_no_form_fails(rough: World, forms: list[Form], way: str) -> None:
    wrong = []
    for form in forms:
        if not form.asks:
            continue  # a button alone is pressed by other tests
        sent = WAYS[way](form)
        began = time.process_time()
        response = post(rough, form, sent)
        spent = time.process_time() - began
        wrong += [(form.name, what) for what in complaints(form, sent, response)]
        wrong += [(form.name, f"{spent:.1f} s")] if spent > 2 else []
    assert not wrong, told(wrong)


@pytest.mark.parametrize("kind", BODIES)
def test_no_body_fails(rough: World, forms: list[Form], kind: str) -> None:
    content_type, body = BODIES[kind]
    found = {}
    for form in forms:
        if form.asks:
            sent = body if body is not None else lone(form)
            token = {"X-CSRFToken": form.tokens.get("csrf_token", "")}
            client = rough.people[form.subject].client
            limits_off(rough)
            response = client.post(form.action, data=sent, content_type=content_type, headers=token)
            found[form.name] = response.status_code
    broken = [(name, status) for name, status in found.items() if status >= 500]
    assert found and not broken, told(broken)


def test_nothing_that_was_typed_is_run_on_any_page(rough: World, forms: list[Form]) -> None:
    for form in forms:
        if form.typed():
            post(rough, form, in_words(HOSTILE)(form))
    wrong = []
    for subject in PEOPLE:
        for url, response in pages_of(rough, subject):
            wrong += [(url, response.status_code)] if response.status_code >= 500 else []
            wrong += [(url, found) for found in run(response.text)]
    assert not wrong, told(wrong)
    assert rough.people["everything"].client.get("/desk").status_code == 200


def post(world: World, form: Form, sent: Fields) -> TestResponse:
    """Send the form; its own tokens go along."""
    limits_off(world)
    fields = {**sent, **{name: [value] for name, value in form.tokens.items()}}
    return world.people[form.subject].client.post(form.action, data=fields)


def lone(form: Form) -> bytes:
    """The form with lone surrogates in its words, written by hand."""
    typed = {f.name for f in form.typed()}
    parts = [
        f"{quote_plus(name)}={LONE if name in typed else quote_plus(value)}"
        for name, values in form.as_it_stands().items()
        for value in values
    ]
    return "&".join(parts).encode()


def told(wrong: list[tuple[str, object]]) -> str:
    """One line for each."""
    return "\n".join(f"{what}: {name}" for name, what in wrong)


def run(text: str) -> list[str]:
    """What of the hostile words stands on a page as more than text."""
    return [bad for bad in ("<script>alert", "<img src=qx", "1337") if bad in text]


def complaints(form: Form, sent: Fields, response: TestResponse) -> Iterator[str]:
    """What is wrong with an answer."""
    if response.status_code >= 500:
        yield f"status {response.status_code}"
    if response.status_code >= 300 and response.status_code < 400 or response.status_code == 413:
        return
    text = html.unescape(response.text)
    yield from run(response.text)
    if response.status_code == 200 and not any(sign in response.text for sign in SAYS):
        yield "no sentence"
    for field in form.typed():
        words = next((clean(v) for v in sent.get(field.name, [])), "")
        secret = any(part in field.name for part in SECRET)
        if MARK in words and not secret and words not in text:
            yield f"{field.name} is lost ({response.status_code})"
