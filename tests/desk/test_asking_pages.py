"""The desk asks, sees that it waits, reads the answer; others stay outside."""

from portal.desk import moderation
from portal.feedback.queries import find_feedback
from portal.feedback.states import Kind
from portal.questions.queries import list_questions
from portal.questions.service import answer, ask
from tests.factories import (
    make_decision,
    make_feedback,
    make_feedback_with_code,
    make_staff,
    sign_in_as,
)
from tests.pages import Page

QUESTION = "Which invented ward was it?"


def item(page: Page, **changed: object) -> int:
    """The id of an item of somebody with a code."""
    with page.app.app_context():
        return make_feedback_with_code(**changed).id


def asked(page: Page, ident: int) -> list[str]:
    """The words of its questions."""
    with page.app.app_context():
        return [question.body for question in list_questions(ident)]


def answered(page: Page, ident: int, words: str) -> None:
    """A colleague asked and the person answered."""
    with page.app.app_context(), page.app.test_request_context("/"):
        feedback = find_feedback(ident)
        assert feedback is not None
        question = ask(feedback, QUESTION, by=make_staff("moderator", email="m2@staff.example"))
        answer(feedback, question.id, words)


def test_a_moderator_asks_and_the_queue_shows_that_it_waits(page: Page) -> None:
    sign_in_as(page, "moderator")
    ident = item(page)
    url = f"/desk/item/{ident}"
    page.post(f"{url}/ask", {"question": QUESTION}, at=url, action="/ask")
    assert asked(page, ident) == [QUESTION]
    assert QUESTION in page.get(url).text
    assert "Waits for the person" in page.get("/desk?state=received").text


def test_an_empty_or_long_question_is_told_and_the_words_stay(sqlite_page: Page) -> None:
    sign_in_as(sqlite_page, "responder")
    url = f"/desk/item/{item(sqlite_page)}"
    shown = sqlite_page.post(f"{url}/ask", at=url, action="/ask", status=200)
    assert "Write the question" in shown.text
    long = "x" * 2001
    shown = sqlite_page.post(f"{url}/ask", {"question": long}, at=url, action="/ask", status=200)
    assert "Use 2,000 characters or fewer" in shown.text and long in shown.text


def test_strange_numbers_and_signs_break_nothing(sqlite_page: Page) -> None:
    sign_in_as(sqlite_page, "moderator")
    ident = item(sqlite_page)
    url = f"/desk/item/{ident}"
    typed = {"question": "Which\x00 ward\ud800?".encode("utf-8", "surrogatepass"),
             "turns": "9" * 40, "question_language": "en"}  # fmt: skip
    sqlite_page.post(f"{url}/ask", typed, at=url, action="/ask")
    assert len(asked(sqlite_page, ident)) == 1
    sqlite_page.post(f"{url}/read-answers", {"question": ["9" * 40, "²", ""]}, at=url)


def test_a_question_after_a_colleagues_is_not_sent_and_is_given_back(page: Page) -> None:
    sign_in_as(page, "responder")
    ident = item(page)
    url = f"/desk/item/{ident}"
    stale = page.get(url).token("/ask")
    answered(page, ident, "Ward Invented")
    response = page.client.post(f"{url}/ask", data={**stale, "question": "And when was that?"})
    assert response.status_code == 409 and "And when was that?" in response.text
    assert asked(page, ident) == [QUESTION]


def test_an_answer_is_new_on_the_desk_until_somebody_read_it(page: Page) -> None:
    sign_in_as(page, "moderator")
    ident = item(page)
    answered(page, ident, "Ward Invented")
    assert "1 item has a new answer" in page.get("/desk").text
    url = f"/desk/item/{ident}"
    assert "Ward Invented" in page.get(url).text
    assert ident in _listed(page)
    page.post(f"{url}/read-answers", at=url, action="/read-answers")
    assert "1 item has a new answer" not in page.get("/desk").text
    assert ident not in _listed(page)


def _listed(page: Page) -> list[int]:
    links = [a.get("href") or "" for a in page.get("/desk?state=any&asked=new").find_all("a")]
    return [int(link.split("?")[0].rpartition("/")[2]) for link in links if "/desk/item/" in link]


def test_answers_to_complaints_are_told_to_those_who_handle_them(page: Page) -> None:
    ident = item(page, kind=Kind.COMPLAINT)
    answered(page, ident, "Ward Invented")
    sign_in_as(page, "complaints_manager")
    assert "1 complaint has a new answer" in page.get("/desk").text
    url = f"/desk/item/{ident}"
    page.post(f"{url}/ask", {"question": "And when?"}, at=url, action="/ask")
    assert asked(page, ident) == [QUESTION, "And when?"]


def test_a_question_is_taken_back_on_the_page(page: Page) -> None:
    sign_in_as(page, "moderator")
    ident = item(page)
    url = f"/desk/item/{ident}"
    page.post(f"{url}/ask", {"question": QUESTION}, at=url, action="/ask")
    with page.app.app_context():
        asked_id = list_questions(ident)[0].id
    page.post(f"{url}/ask/{asked_id}/take-back", at=url, action="/take-back")
    assert "Taken back" in page.get(url).text
    other = f"/desk/item/{item(page, reference='ZTHER23456')}"
    page.post(f"{other}/ask/{asked_id}/take-back", at=url, action="/ask", status=404)


def test_who_checks_others_reads_and_does_not_ask(page: Page) -> None:
    sign_in_as(page, "approver")
    ident = item(page)
    url = f"/desk/item/{ident}"
    assert "Ask the person" not in page.get(url).text
    page.post(f"{url}/ask", {"question": QUESTION}, at=url, status=403, action="/note")
    assert asked(page, ident) == []


def test_the_page_says_when_there_is_no_way_to_the_person(sqlite_page: Page) -> None:
    sign_in_as(sqlite_page, "moderator")
    with sqlite_page.app.app_context():
        ident = make_feedback().id
    assert "took no secret code" in sqlite_page.get(f"/desk/item/{ident}").text


def test_a_published_experience_shows_neither_question_nor_answer(page: Page) -> None:
    ident = item(page)
    answered(page, ident, "Ward Invented")
    with page.app.app_context():
        feedback = find_feedback(ident)
        assert feedback is not None
        by = make_staff("moderator")
        make_decision(feedback, "approve", reason="fit_to_publish", by=by)
        moderation.publish(feedback, version=feedback.version, by=by)
    shown = page.get(f"/experiences/{ident}").text
    assert QUESTION not in shown and "Ward Invented" not in shown
