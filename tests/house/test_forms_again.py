"""A form that is old, or sent when the sign-in is over, loses nothing."""

import html
from datetime import UTC, datetime, timedelta

import time_machine
from werkzeug.test import TestResponse

from portal.web.access import PUBLIC, declared_access
from portal.web.csrf import FIELD, _signer
from tests.house.found_forms import Form, forms_of
from tests.house.test_bad_input import Fields, post, told
from tests.house.world import World, limits_off

WORDS = "Plainly invented words of somebody"
OLD = "This page was open for too long"
#: fields whose words are not given back
SECRET = ("password", "code")
#: what is plausible where words alone would be refused
PLAUSIBLE = {
    "email": "somebody@people.example", "told_on": "3/11/2026", "valid_from": "3/11/2026",
    "valid_to": "3/12/2026", "active_from": "", "active_to": "", "effective_on": "3/3/2027",
    "starts_on": "2026-11-03", "day": "2026-12-24", "places": "", "evidence": "", "website": "",
}  # fmt: skip


def filled(form: Form) -> Fields:
    """What a person might send."""
    words = {f.name: [PLAUSIBLE.get(f.name, WORDS)] for f in form.typed()}
    return {**form.as_it_stands(), **words}


def is_public(form: Form) -> bool:
    """Whether the form carries the token of the public."""
    return FIELD in form.tokens


def old_token(world: World, form: Form) -> dict[str, str]:
    """The tokens as they were before they expired."""
    if not is_public(form):
        return {"csrf_token": "of-a-session-that-is-gone"}
    with world.app.app_context(), time_machine.travel(datetime.now(UTC) - timedelta(days=8)):
        bound = form.action.split("/")[2] if form.action.startswith("/give/") else ""
        return {FIELD: _signer().dumps(bound)}


def send_old(world: World, form: Form) -> TestResponse:
    """Send a form whose token has expired."""
    limits_off(world)
    client = world.people[form.subject].client
    return client.post(form.action, data={**filled(form), **old_token(world, form)})


def kept(form: Form, response: TestResponse) -> bool:
    """Whether the page gives back what was typed."""
    shown = html.unescape(response.text)
    names = [f.name for f in form.typed() if not any(part in f.name for part in SECRET)]
    return all(PLAUSIBLE.get(name, WORDS) in shown for name in names)


def test_an_expired_form_keeps_the_words_and_a_fresh_press_sends_them(
    rough: World, forms: list[Form]
) -> None:
    wrong = []
    for form in (f for f in forms if f.asks):
        response = send_old(rough, form)
        again = [
            f for f in forms_of(rough, form.subject, form.action, response.text)
            if f.endpoint == form.endpoint
        ]  # fmt: skip
        if response.status_code != 400 or not kept(form, response) or not again:
            wrong.append((form.name, f"{response.status_code}, {len(again)} to press"))
            continue
        pressed = post(rough, again[-1], again[-1].as_it_stands())
        if pressed.status_code >= 500 or OLD in pressed.text:
            wrong.append((form.name, f"pressed: {pressed.status_code}"))
    assert not wrong, told(wrong)


def test_a_sign_in_that_is_gone_keeps_the_words(rough: World, forms: list[Form]) -> None:
    wrong = []
    for form in (f for f in forms if f.asks and not is_public(f)):
        if declared_access(rough.app.view_functions[form.endpoint]) == PUBLIC:
            continue
        limits_off(rough)
        client = rough.app.test_client()
        response = client.post(form.action, data={**filled(form), "csrf_token": "gone"})
        if response.status_code != 401 or not kept(form, response):
            wrong.append((form.name, response.status_code))
        elif "/account/sign-in" not in response.text or "You were signed out" not in response.text:
            wrong.append((form.name, "no way to sign in"))
    assert not wrong, told(wrong)
