"""Long lists of staff: page after page, nothing left out, nothing twice, and back again."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from portal.complaints.models import ComplaintCase
from portal.complaints.service import acknowledge
from portal.db import session, writing
from portal.feedback.states import Kind
from portal.notify.models import Mail
from tests.factories import make_change, make_feedback, make_staff, sign_in_as
from tests.pages import Page
from tests.web.walking import headings, link_of, pages_of

HOSTILE = ("0", "-1", "9" * 30, "%00", "x", "1_2026-02-31_4", "1_x_1", "0_2026-01-01_", "٣")


def add_mail(name: str) -> None:
    """One invented mail in the outbox."""
    with writing() as db:
        db.add(Mail(key=name, recipient="a@b.example", purpose="x", language="en",
                    subject=name, body="Invented"))  # fmt: skip


def many_mails() -> list[str]:
    """Mails in the outbox, newest first."""
    names = [f"Mail {n}" for n in range(120)]
    for name in names:
        add_mail(name)
    return names[::-1]


def many_complaints() -> list[str]:
    """Complaints, the most pressing first; some of them acknowledged."""
    by = make_staff("moderator", email="other@staff.example")
    made = [make_feedback(kind=Kind.COMPLAINT) for _ in range(55)]
    with writing() as db:
        for number, feedback in enumerate(made):
            day = date(2026, 3, 2) + timedelta(days=number % 7)
            wanted = update(ComplaintCase).where(ComplaintCase.feedback_id == feedback.id)
            db.execute(wanted.values(acknowledge_by=day))
    for feedback in made[::9]:
        acknowledge(session().get_one(ComplaintCase, feedback.id), user_id=by.id)
    rows = [(n % 9 == 0, n % 7, n, f"Complaint {f.reference}") for n, f in enumerate(made)]
    return [name for *_place, name in sorted(rows)]


@pytest.mark.parametrize(
    ("role", "url", "fill"),
    [
        ("system_administrator", "/desk/outbox", many_mails),
        ("complaints_manager", "/desk/complaints", many_complaints),
    ],
)
def test_a_long_list_is_walked_there_and_back(
    page: Page, role: str, url: str, fill: Callable[[], list[str]]
) -> None:
    sign_in_as(page, role)
    with page.app.app_context(), page.app.test_request_context("/"):
        wanted = fill()
    there = list(pages_of(page, url))
    assert [name for shown in there for name in headings(shown)] == wanted
    second = link_of(there[0], "next")
    assert second is not None
    assert headings(list(pages_of(page, second, rel="prev"))[-1]) == headings(there[0])


def test_all_changes_of_the_desk_can_be_reached(page: Page) -> None:
    sign_in_as(page, "moderator")
    with page.app.app_context(), page.app.test_request_context("/"):
        by = make_staff("responder", email="writer@staff.example")
        for number in range(45):
            make_change(by=by, you_said=f"Words {number}.")
    shown = [each.text for each in pages_of(page, "/desk/changes")]
    assert [f"Words {n}." in "".join(shown) for n in range(45)] == [True] * 45
    assert len(shown) == 3


def test_what_comes_in_meanwhile_moves_nothing_to_another_page(page: Page) -> None:
    sign_in_as(page, "system_administrator")
    with page.app.app_context():
        wanted = many_mails()
    walk = pages_of(page, "/desk/outbox")
    seen = headings(next(walk))
    with page.app.app_context():
        add_mail("New")
    for shown in walk:
        seen += headings(shown)
    assert seen == wanted


@pytest.mark.parametrize("url", ["/desk/outbox", "/desk/changes", "/desk/complaints",
                                 "/people/review"])  # fmt: skip
def test_a_place_that_nobody_gave_opens_the_first_page(app: Flask, url: str) -> None:
    page = Page(app)
    sign_in_as(page, "system_administrator", "complaints_manager")
    for text in HOSTILE:
        for name in ("after", "before"):
            page.get(f"{url}?{name}={text}")
