"""The access review: everybody once, however many, and only whom one looks after."""

from collections.abc import Iterable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from portal.accounts import people
from portal.accounts.models import User, UserScope
from portal.accounts.queries import list_to_review
from portal.accounts.service import make_user, role_row
from portal.db import utc_now, writing
from tests.factories import make_staff, sign_in, sign_in_as
from tests.pages import Page, Shown
from tests.web.walking import headings, pages_of


def many(number: int, organisation: str | None = None) -> list[User]:
    """People who are at work here; none of them needs a password for it."""
    with writing() as db:
        role = role_row("moderator")
        made = [_person(f"Person {n} {organisation or 'all'}") for n in range(number)]
        for user in made:
            user.roles = [role]
            user.scopes = [UserScope(organisation_id=organisation)] if organisation else []
        db.add_all(made)
    return made


def _person(name: str) -> User:
    email = f"{name.replace(' ', '-')}@staff.example"
    return make_user(email, name, job_title="", password=None)


def names(pages: Iterable[Shown]) -> list[str]:
    """All entries of these pages."""
    return [name for shown in pages for name in headings(shown)]


def test_more_than_two_hundred_people_are_each_seen_once(page: Page) -> None:
    sign_in_as(page, "system_administrator")
    with page.app.app_context():
        made = [user.name for user in many(230)]
    assert names(pages_of(page, "/people/review")) == made


def test_nobody_is_left_out_while_a_colleague_reviews(context: Flask) -> None:
    admin = make_staff("system_administrator")
    made = many(60)
    first = list_to_review(viewer=admin)
    for user, _review in first.items[:10]:
        people.review_access(user, needed=True, by=admin)
    last, _review = first.items[-1]
    second = list_to_review(viewer=admin, after=(0, last.created_at, last.id))
    seen = [user.id for user, _review in [*first.items, *second.items]]
    assert seen == [user.id for user in made[:50]]


def test_who_was_looked_at_longest_ago_comes_after_who_never_was(context: Flask) -> None:
    admin = make_staff("system_administrator")
    made = many(3)
    for days, user in ((1, made[1]), (2, made[0])):
        with time_machine.travel(utc_now() + timedelta(days=days)):
            people.review_access(user, needed=True, by=admin)
    shown = [user.id for user, _review in list_to_review(viewer=admin).items]
    assert shown == [made[2].id, made[1].id, made[0].id]


def test_an_organisations_administrator_reviews_only_its_people(page: Page) -> None:
    with page.app.app_context():
        make_staff("organisation_administrator", organisations=["R0B"])
        many(3, "R0B")
        many(3, "RTD")
        many(2)
    sign_in(page, "organisation_administrator@staff.example")
    assert names(pages_of(page, "/people/review")) == [f"Person {n} R0B" for n in range(3)]


def test_the_review_can_be_narrowed_to_one_organisation(page: Page) -> None:
    sign_in_as(page, "system_administrator")
    with page.app.app_context():
        many(30, "R0B")
        many(30, "RTD")
    seen = names(pages_of(page, "/people/review?organisation=RTD"))
    assert seen == [f"Person {n} RTD" for n in range(30)]


@pytest.mark.parametrize("days", [0, 40])
def test_the_review_says_when_an_account_was_used_last(page: Page, days: int) -> None:
    with page.app.app_context():
        make_staff("moderator")
    other, now = Page(page.app), utc_now()
    with time_machine.travel(now - timedelta(days=days, minutes=10), tick=False) as clock:
        sign_in(other, "moderator@staff.example")
        clock.shift(timedelta(minutes=9))
        other.get("/desk")
    sign_in_as(page, "system_administrator")
    day = now - timedelta(days=days, minutes=1)
    assert f"Last used on {day.day} {day:%B %Y}" in page.get("/people/review").text
