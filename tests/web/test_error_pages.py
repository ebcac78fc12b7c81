"""When something goes wrong: a sentence, the page rules, and a person's words."""

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from portal.db import DatabaseUnavailable, writing
from portal.web.access import public
from tests.conftest import make_app
from tests.factories import make_feedback, sign_in_as
from tests.pages import Page
from tests.web.journey import WORDS, Journey


@pytest.mark.parametrize("prefix", ["", "/ar"])
@pytest.mark.parametrize("url", ["/nowhere", "/experiences/999", "/give/abcdef/who"])
def test_a_page_that_is_not_there_says_so(sqlite_page: Page, url: str, prefix: str) -> None:
    shown = sqlite_page.get(prefix + url, status=404)
    assert shown.find_all("h1") and len(shown.text) > 60


def test_a_door_used_the_wrong_way_says_so(sqlite_page: Page) -> None:
    response = sqlite_page.client.get("/my-feedback/write")
    assert response.status_code == 405
    assert "POST" in response.headers["Allow"]
    assert "Go back" in sqlite_page._shown(response, "/my-feedback/write").text


@pytest.mark.parametrize("url", ["/give", "/report-a-problem", "/account/sign-in"])
def test_too_much_at_once_is_told(sqlite_page: Page, url: str) -> None:
    response = sqlite_page.client.post(url, data={"body": "x" * 2_000_000})
    assert response.status_code == 413
    assert "longer than we can take" in sqlite_page._shown(response, url).text


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application with two doors that lead into trouble."""

    def fails() -> str:
        raise RuntimeError("a secret of the inside")

    app = make_app(tmp_path_factory.mktemp("broken"))
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.add_url_rule("/fails", "fails", public(fails), methods=["GET", "POST"])
    return app


def test_an_error_of_ours_is_said_and_nothing_of_the_inside(broken: Flask) -> None:
    shown = Page(broken).get("/fails", status=500)
    assert "Nothing you sent before was lost" in shown.text
    assert "secret" not in shown.response.text and "Traceback" not in shown.response.text


def test_an_error_of_ours_keeps_the_words(broken: Flask) -> None:
    page = Page(broken)
    token = page.get("/report-a-problem").token()
    response = page.client.post("/fails", data={**token, "body": WORDS})
    assert response.status_code == 500
    assert WORDS in page._shown(response, "/fails").text


def test_an_error_of_ours_is_said_to_staff_too(broken: Flask) -> None:
    page = Page(broken)
    sign_in_as(page, "moderator")
    assert page.get("/fails", status=500).h1 == "Sorry, something went wrong"


@pytest.mark.parametrize(
    "trouble", [DatabaseUnavailable("locked"), OperationalError("INSERT", {}, Exception("full"))]
)
def test_database_trouble_keeps_the_words_and_offers_to_try_again(
    sqlite_page: Page, monkeypatch: pytest.MonkeyPatch, trouble: Exception
) -> None:
    journey = Journey(sqlite_page).begin().to("good")
    token = sqlite_page.get(journey.url("good")).token()
    with monkeypatch.context() as patch:
        patch.setattr("portal.feedback.drafts.writing", _raises(trouble))
        response = sqlite_page.client.post(journey.url("good"), data={**token, "good": WORDS})
    shown = sqlite_page._shown(response, journey.url("good"))
    assert response.status_code == 503 and response.headers["Retry-After"]
    assert WORDS in shown.text
    again = sqlite_page.client.post(journey.url("good"), data={**shown.token(), "good": WORDS})
    assert again.headers["Location"] == journey.url("better")


def _raises(trouble: Exception):
    def writing():
        raise trouble

    return writing


def test_the_try_again_form_carries_everything_that_was_typed(
    sqlite_page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    journey = Journey(sqlite_page).begin().to("statements")
    token = sqlite_page.get(journey.url("statements")).token()
    typed = {**token, "statements": ["PS-I-01", "PS-I-02"]}
    with monkeypatch.context() as patch:
        patch.setattr("portal.feedback.drafts.writing", _raises(DatabaseUnavailable("locked")))
        response = sqlite_page.client.post(journey.url("statements"), data=typed)
    shown = sqlite_page._shown(response, journey.url("statements"))
    values = [i.get("value") for i in shown.find_all("input") if i.get("name") == "statements"]
    assert values == ["PS-I-01", "PS-I-02"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("publish", "This cannot be published as it stands"),
        ("second", "Somebody else changed this first"),
        ("reopen", "Something else was done with this already"),
    ],
)
def test_a_step_that_is_not_possible_any_more_is_said(
    sqlite_page: Page, name: str, said: str
) -> None:
    with sqlite_page.app.app_context():
        feedback = make_feedback()
        url, version = f"/desk/item/{feedback.id}", feedback.version - (name == "second")
    sign_in_as(sqlite_page, "moderator", "approver")
    sent = {**sqlite_page.get(url).token("/note"), "version": str(version)}
    response = sqlite_page.client.post(f"{url}/{name}", data=sent)
    assert response.status_code == 409
    assert said in sqlite_page._shown(response, url).text


def test_readiness_says_what_is_missing(tmp_path_factory: pytest.TempPathFactory) -> None:
    app = make_app(tmp_path_factory.mktemp("ready"))
    client = app.test_client()
    assert client.get("/readyz").json["database"] is True
    with app.app_context(), writing() as session:
        session.execute(text("DELETE FROM alembic_version"))
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json["migrations"] is False
