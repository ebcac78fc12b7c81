"""Something wrong with this page: prefilled, with its item, and never a way to other sites."""

import pytest
from flask import Flask

from portal.db import session
from portal.desk.models import PageReport, Wrong
from portal.desk.moderation import unpublish
from portal.desk.queries import list_page_reports, list_responses
from portal.desk.responses import respond
from tests.appeals.made import all_appeals, moderator, published, report
from tests.factories import make_staff, sign_in, sign_in_as
from tests.pages import Page

SENT = {"wrong": "out_of_date", "body": "The number is old"}


def footer_link(page: Page, url: str) -> str:
    """Where the link below a page leads."""
    links = [a for a in page.get(url).find_all("a") if "report-a-problem" in a.get("href", "")]
    return str(links[-1].get("href"))


def test_the_link_below_every_page_carries_its_path_only(sqlite_page: Page) -> None:
    assert footer_link(sqlite_page, "/contact?x=1") == "/report-a-problem?page=/contact"
    assert footer_link(sqlite_page, "/ar/contact") == "/ar/report-a-problem?page=/contact"
    start = sqlite_page.client.get("/give").text
    assert "Something wrong with this page?" in start


def test_an_address_that_opens_something_is_not_carried(sqlite_page: Page) -> None:
    link = footer_link(sqlite_page, "/confirm-email/a-key-of-somebody")
    assert link == "/report-a-problem?page=/confirm-email"


def test_a_report_keeps_page_kind_words_and_address(page: Page) -> None:
    url = "/report-a-problem?page=/contact"
    page.post(url, {**SENT, "contact": "reader@person.example"})
    with page.app.app_context():
        found = session().query(PageReport).one()
        assert (found.page, found.wrong, found.body) == ("/contact", "out_of_date", SENT["body"])
        assert found.contact == "reader@person.example"
        assert all_appeals() == []


def test_what_was_typed_stays_when_something_is_missing(sqlite_page: Page) -> None:
    url = "/report-a-problem?page=/contact"
    shown = sqlite_page.post(url, {"body": "Typed words", "contact": "no address"}, status=200)
    assert "Choose what is wrong" in shown.text and "Typed words" in shown.response.text
    assert "Enter an email address in the correct format" in shown.text
    assert 'name="page" value="/contact"' in shown.response.text


@pytest.mark.parametrize(
    "path", ["//evil.example", "https://evil.example", "/nowhere", "/\\evil", "/contact?x", "\x00"]
)
def test_a_page_that_is_not_ours_is_asked_for(sqlite_page: Page, path: str) -> None:
    shown = sqlite_page.get("/report-a-problem", query_string={"page": path})
    assert "Which page? (optional)" in shown.text
    links = [a.get("href") or "" for a in shown.find_all("a") if "hreflang" not in a.attrib]
    assert not [link for link in links if "evil" in link]


@pytest.mark.parametrize("field", ["page", "answer", "body", "wrong", "contact"])
def test_nonsense_is_answered_and_never_an_error(page: Page, field: str) -> None:
    token = page.get("/report-a-problem?page=/contact").token()
    for nonsense in ("\x00", "9" * 400, "\ud800".encode("utf-8", "surrogatepass"), "-1"):
        answer = page.client.post("/report-a-problem", data={**token, **SENT, field: nonsense})
        assert answer.status_code in (200, 302)


def test_an_experience_is_reported_with_the_item_attached(page: Page) -> None:
    with page.app.app_context():
        ident = published(moderator()).id
    link = next(a for a in page.get(f"/experiences/{ident}").find_all("a")
                if a.text == "Report this experience")  # fmt: skip
    url = str(link.get("href"))
    assert "about what somebody told us" in page.get(url).text
    page.post(url, {"wrong": "about_me", "body": "That is me"})
    with page.app.app_context():
        appeal = all_appeals()[0]
        assert (appeal.feedback_id, appeal.urgent) == (ident, True)


def test_an_answer_is_reported_with_both_attached(page: Page) -> None:
    with page.app.app_context():
        feedback, responder = published(moderator()), make_staff("responder")
        ident, answer = feedback.id, respond(feedback, "Thank you.", by=responder).id
    url = f"/report-a-problem?page=/experiences/{ident}&answer={answer}"
    assert url.replace("&", "&amp;") in page.get(f"/experiences/{ident}").response.text
    page.post(url, {"wrong": "offensive", "body": "Rude"})
    with page.app.app_context():
        found = session().query(PageReport).one()
        assert (found.feedback_id, found.response_id) == (ident, answer)
        assert len(list_responses(ident)) == 1


def test_an_item_that_is_not_public_is_never_attached(page: Page) -> None:
    with page.app.app_context():
        hidden = make_staff("moderator", email="m@staff.example")
        feedback = published(hidden)
        unpublish(feedback, version=feedback.version, by=hidden)
        ident = feedback.id
    page.post(f"/report-a-problem?page=/experiences/{ident}", {**SENT, "wrong": "about_me"})
    with page.app.app_context():
        assert session().query(PageReport).one().feedback_id is None


def test_a_report_is_dealt_with_once_and_the_address_goes(page: Page) -> None:
    with page.app.app_context():
        ident = report(Wrong.OTHER, contact="reader@person.example").id
    sign_in_as(page, "moderator")
    assert "reader@person.example" in page.get("/desk/page-reports").text
    url = f"/desk/page-reports/{ident}/done"
    page.post(url, at="/desk/page-reports", action="/done")
    assert "Nobody has reported a problem." in page.get("/desk/page-reports").text
    with page.app.app_context():
        assert session().query(PageReport).one().contact is None


def test_reports_about_items_keep_to_the_scope(context: Flask) -> None:
    feedback = published(moderator())
    report(Wrong.OFFENSIVE, feedback)
    other = report(Wrong.OTHER)
    elsewhere = make_staff("moderator", email="away@staff.example", organisations=("RX6",))
    assert [r.id for r in list_page_reports(elsewhere)] == [other.id]
    assert len(list_page_reports()) == 2


def test_a_scoped_reader_sees_the_list(page: Page) -> None:
    with page.app.app_context():
        report(Wrong.OTHER)
        make_staff("moderator", email="away@staff.example", organisations=("RX6",))
    sign_in(page, "away@staff.example")
    assert "This is my neighbour" in page.get("/desk/page-reports").text
