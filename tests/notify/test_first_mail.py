"""The first mail only asks whether the address is right."""

import re

from flask import Flask
from sqlalchemy import select

from portal.db import session
from portal.feedback.models import Contact
from portal.feedback.notifications import confirm_address
from portal.notify.models import Mail
from tests.factories import make_feedback
from tests.pages import Page

STORY = "The invented ward was kind"
CONTACT = {"name": "Ann Invented", "email": "ann@person.example", "phone": "01632 960001"}


def first_mail() -> Mail:
    """The only mail in the outbox."""
    return session().scalars(select(Mail)).one()


def token_of(mail: Mail) -> str:
    """What the mail's link ends with."""
    found = re.search(r"https?://\S+/([\w-]+)", mail.body)
    assert found, mail.body
    return found[1]


def test_the_first_mail_asks_and_carries_no_story(context: Flask) -> None:
    feedback = make_feedback(STORY, contact=CONTACT)
    mail = first_mail()
    assert (mail.recipient, mail.purpose) == ("ann@person.example", "confirm")
    for private in (STORY, "Ann", "960001", feedback.reference, "Sunderland"):
        assert private not in mail.subject + mail.body


def test_without_an_address_nothing_is_mailed(context: Flask) -> None:
    make_feedback(STORY, contact={"name": "", "email": "", "phone": "01632 960001"})
    make_feedback(STORY)
    assert session().scalars(select(Mail)).all() == []


def test_the_link_confirms_and_a_made_up_one_does_not(context: Flask) -> None:
    feedback = make_feedback(STORY, contact=CONTACT)
    assert confirm_address("made-up") is False
    assert confirm_address(token_of(first_mail())) is True
    assert session().get_one(Contact, feedback.id).confirmed_at is not None


def test_the_token_itself_is_not_stored(context: Flask) -> None:
    feedback = make_feedback(STORY, contact=CONTACT)
    contact = session().get_one(Contact, feedback.id)
    assert token_of(first_mail()) != contact.confirm_token_hash


def test_opening_the_link_changes_nothing_until_the_button_is_pressed(page: Page) -> None:
    with page.app.app_context(), page.app.test_request_context("/"):
        ident = make_feedback(STORY, contact=CONTACT).id
        url = f"/{first_mail().body.split('://', 1)[1].split()[0].split('/', 1)[1]}"
    page.get(url)
    with page.app.app_context():
        assert session().get_one(Contact, ident).confirmed_at is None
    page.client.post(url, data=page.get(url).token())
    with page.app.app_context():
        assert session().get_one(Contact, ident).confirmed_at is not None


def test_a_forged_host_does_not_get_into_the_link(sqlite_app: Flask) -> None:
    with (
        sqlite_app.app_context(),
        sqlite_app.test_request_context("/", base_url="http://evil.example"),
    ):
        make_feedback(STORY, contact=CONTACT)
        assert "evil.example" not in first_mail().body
        assert f"{sqlite_app.config['BASE_URL']}/" in first_mail().body


def test_the_link_leads_to_the_page_in_the_persons_language(sqlite_app: Flask) -> None:
    with sqlite_app.app_context(), sqlite_app.test_request_context("/"):
        make_feedback(STORY, contact=CONTACT, language="ar")
        assert f"{sqlite_app.config['BASE_URL']}/ar/" in first_mail().body
