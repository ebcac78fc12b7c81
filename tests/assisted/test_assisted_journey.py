"""A volunteer enters what a person tells."""

from sqlalchemy import select

from portal.assisted.models import AssistedEntry
from portal.db import db
from portal.feedback.models import Contact, Feedback
from tests.factories import make_staff, sign_in, sign_in_as
from tests.pages import Page
from tests.web.journey import Journey

HELP = {"consent": "y", "kind": "experience", "wording": "as_told", "interpreter": "yes",
        "language": "pl"}  # fmt: skip


def begin(page: Page) -> Journey:
    """A volunteer signs in and records the consent."""
    sign_in_as(page, "volunteer")
    journey = Journey(page)
    journey.root = page.post("/assisted", HELP).rpartition("/")[0]
    return journey


def test_a_volunteer_records_consent_before_entry(sqlite_page: Page) -> None:
    sign_in_as(sqlite_page, "volunteer")
    without = {**HELP, "consent": ""}
    shown = sqlite_page.post("/assisted", without, status=200)
    assert "Read it out and tick the box when the person agrees" in shown.text


def test_the_help_is_kept_beside_the_words(page: Page) -> None:
    thanks = begin(page).send()
    with page.app.app_context():
        kept = db.session.scalars(select(Feedback)).unique().one()
        entry = db.session.get_one(AssistedEntry, kept.id)
        assert (kept.channel, kept.language) == ("assisted", "pl")
        assert (entry.wording, entry.interpreter, entry.consent_given) == ("as_told", True, True)
        assert kept.reference in thanks.text


def test_the_helper_never_becomes_the_persons_contact(sqlite_page: Page) -> None:
    journey = begin(sqlite_page)
    journey.to("publish")
    journey.answer("publish")
    response = sqlite_page.client.get(journey.url("contact"))
    assert response.headers["Location"] == journey.url("check")
    journey.answer("code", {"kept": "y"})
    sqlite_page.post(journey.url("check"))
    with sqlite_page.app.app_context():
        assert db.session.scalars(select(Contact)).all() == []


def test_a_person_who_is_helped_leaves_with_a_code(sqlite_page: Page) -> None:
    journey = begin(sqlite_page).to("code")
    assert "Your secret code" in sqlite_page.get(journey.url("code")).text


def test_staff_without_the_role_stay_out(sqlite_page: Page) -> None:
    sign_in_as(sqlite_page, "moderator")
    sqlite_page.get("/assisted", status=403)


def test_a_volunteer_without_a_partner_stays_out(sqlite_page: Page) -> None:
    with sqlite_page.app.app_context():
        make_staff("volunteer", email="alone@staff.example", partner_id=None)
    sign_in(sqlite_page, "alone@staff.example")
    sqlite_page.get("/assisted", status=403)


def test_a_volunteer_begins_at_the_help_page(sqlite_page: Page) -> None:
    sign_in_as(sqlite_page, "volunteer")
    response = sqlite_page.client.get("/ar/account/begin")
    assert response.headers["Location"] == "/ar/assisted"
