"""The holder of a code reads a question and answers it, whatever goes wrong on the way."""

from datetime import UTC, datetime, timedelta

import time_machine

from portal.feedback.codes import as_words
from portal.feedback.queries import find_feedback, list_messages
from portal.questions.queries import list_questions
from portal.questions.service import ask, take_back
from tests.factories import CODE, make_staff
from tests.follow_up.test_holder_journey import come_back
from tests.pages import Page, Shown

QUESTION = "Which invented ward was it?"
PAGE = "/my-feedback/page"
LATER = timedelta(minutes=31)


def asked(page: Page, **changed: object) -> tuple[int, int]:
    """Somebody came back and there is a question; the ids of the item and the question."""
    ident = come_back(page, **changed)
    with page.app.app_context(), page.app.test_request_context("/"):
        feedback = find_feedback(ident)
        assert feedback is not None
        by = make_staff("moderator", email="asker@staff.example")
        return ident, ask(feedback, QUESTION, by=by).id


def answers(page: Page, ident: int) -> list[str | None]:
    """What was answered to each question."""
    with page.app.app_context():
        return [q.answer.body if q.answer else None for q in list_questions(ident)]


def send(page: Page, question: int, words: str, status: int = 302) -> Shown:
    """Send an answer from the page."""
    typed = {f"question-{question}-answer": words}
    url = f"/my-feedback/answer/{question}"
    found: Shown = page.post(url, typed, at=PAGE, action="/my-feedback", status=status)
    return found


def test_a_question_is_read_and_answered(page: Page) -> None:
    ident, question = asked(page)
    shown = page.get(PAGE).text
    assert QUESTION in shown and "Invented Person, Invented role" in shown
    send(page, question, "Ward Invented")
    assert answers(page, ident) == ["Ward Invented"]
    shown = page.get(PAGE).text
    assert shown.index(QUESTION) < shown.index("Ward Invented")
    assert "Send your answer" not in shown


def test_it_is_answered_on_an_arabic_page(page: Page) -> None:
    ident, question = asked(page, language="ar")
    url = f"/ar/my-feedback/answer/{question}"
    page.post(url, {f"question-{question}-answer": "الجناح المخترع"}, at=f"/ar{PAGE}",
              action="/answer/")  # fmt: skip
    assert answers(page, ident) == ["الجناح المخترع"]


def test_an_empty_or_long_answer_is_told_and_the_words_stay(sqlite_page: Page) -> None:
    ident, question = asked(sqlite_page)
    assert "Write your answer" in send(sqlite_page, question, " ", 400).text
    long = "x" * 10_001
    shown = send(sqlite_page, question, long, 400).text
    assert "Use 10,000 characters or fewer" in shown and long in shown
    assert answers(sqlite_page, ident) == [None]


def test_a_second_press_stores_nothing_and_says_that_all_is_well(page: Page) -> None:
    ident, question = asked(page)
    token = page.get(PAGE).token("/answer/")
    typed = {**token, f"question-{question}-answer": "Ward Invented"}
    for _press in range(2):
        response = page.client.post(f"/my-feedback/answer/{question}", data=typed)
        assert response.status_code == 302
    assert answers(page, ident) == ["Ward Invented"]


def test_another_answer_from_a_second_tab_becomes_a_message(page: Page) -> None:
    ident, question = asked(page)
    send(page, question, "Ward Invented")
    shown = send(page, question, "No, the one next door", 409)
    boxes = ["".join(area.itertext()).strip() for area in shown.find_all("textarea")]
    assert boxes == ["No, the one next door"] and "does not wait for an answer" in shown.text
    page.post("/my-feedback/write", {"body": boxes[0]}, at=PAGE)
    with page.app.app_context():
        assert [m.body for m in list_messages(ident)] == ["No, the one next door"]
    assert answers(page, ident) == ["Ward Invented"]


def test_a_question_that_was_taken_back_is_told_without_its_words(page: Page) -> None:
    _ident, question = asked(page)
    with page.app.app_context(), page.app.test_request_context("/"):
        found = next(q for q in list_questions(_ident) if q.id == question)
        feedback = find_feedback(_ident)
        assert feedback is not None
        take_back(feedback, found, by=make_staff("responder"))
    shown = page.get(PAGE).text
    assert "Staff took this question back" in shown and QUESTION not in shown
    for url in ("/my-feedback/held", "/my-feedback/held.json"):
        assert QUESTION not in page.client.get(url).text


def test_words_outlast_a_page_that_closed_by_itself(page: Page) -> None:
    ident, question = asked(page)
    typed = {**page.get(PAGE).token("/answer/"), f"question-{question}-answer": "Ward\n\nInvented"}
    with time_machine.travel(datetime.now(UTC) + LATER):
        closed = page.client.post(f"/my-feedback/answer/{question}", data=typed)
        shown = page._shown(closed, "/my-feedback")
        assert "What you typed is kept" in shown.text and answers(page, ident) == [None]
        box = next(a for a in shown.find_all("textarea") if a.get("id") == "words")
        with page.app.app_context():
            feedback = find_feedback(ident)
            assert feedback is not None
            reference = feedback.reference
        again = {**shown.token(), "reference": reference, "code": as_words(CODE),
                 "words": "".join(box.itertext())}  # fmt: skip
        opened = page._shown(page.client.post("/my-feedback", data=again), "/my-feedback")
        kept = next(a for a in opened.find_all("textarea")
                    if a.get("id") == f"question-{question}-answer")  # fmt: skip
        assert "".join(kept.itertext()).strip() == "Ward\n\nInvented"
        send(page, question, "Ward Invented")
    assert answers(page, ident) == ["Ward Invented"]


def test_a_message_outlasts_it_as_well(sqlite_page: Page) -> None:
    come_back(sqlite_page)
    typed = {**sqlite_page.get(PAGE).token("/write"), "body": "One more thing"}
    with time_machine.travel(datetime.now(UTC) + LATER):
        closed = sqlite_page.client.post("/my-feedback/write", data=typed)
    shown = sqlite_page._shown(closed, "/my-feedback")
    assert "One more thing" in "".join("".join(a.itertext()) for a in shown.find_all("textarea"))


def test_the_question_of_somebody_else_is_not_answered(page: Page, other_page: Page) -> None:
    _ident, question = asked(page)
    theirs = come_back(other_page, reference="ZTHER23456")
    shown = send(other_page, question, "I know that ward", 409)
    assert QUESTION not in shown.text and answers(page, _ident) == [None]
    for strange in (0, 10**25):
        send(other_page, strange, "I know that ward", 409)
    assert answers(page, theirs) == []


def test_after_taking_it_back_nothing_is_asked_any_more(page: Page) -> None:
    _ident, question = asked(page)
    typed = {**page.get(PAGE).token("/answer/"), f"question-{question}-answer": "Ward Invented"}
    page.post("/my-feedback/withdraw")
    response = page.client.post(f"/my-feedback/answer/{question}", data=typed)
    assert response.status_code == 302
    assert QUESTION not in page.get(PAGE).text
