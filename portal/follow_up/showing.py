"""The page of the code holder, and what was typed when the page could not take it."""

from collections.abc import Mapping
from typing import Any

from flask import flash, render_template
from flask_babel import gettext as _

from portal.desk.joint.presenters import said_of_services
from portal.desk.thread import TurnKind, person_thread
from portal.feedback import withdrawal
from portal.feedback.models import Feedback
from portal.feedback.states import State
from portal.feedback.words import STATES_FOR_PERSON
from portal.follow_up.forms import AnswerForm, MessageForm, SignInForm
from portal.web.fields import version_shown
from portal.web.panels import panels


def answer_form(question_id: int, typed: Any = None, **shown: str) -> AnswerForm:
    """The form under one question; several stand on a page, so its names carry the question."""
    return AnswerForm(typed, prefix=f"question-{question_id}", data=shown)


def own_page(
    feedback: Feedback,
    *,
    message: MessageForm | None = None,
    answers: Mapping[int, AnswerForm] | None = None,
    status: int = 200,
) -> Any:
    """The page, with what was typed in `message` or, by question, in `answers`."""
    turns = person_thread(feedback.id)
    asked = [t.row for t in turns if t.kind == TurnKind.QUESTION and t.row.waits]
    withdrawn = feedback.state == State.WITHDRAWN
    forms = {} if withdrawn else {q.id: answer_form(q.id) for q in asked}
    forms.update({ident: form for ident, form in (answers or {}).items() if ident in forms})
    form = message or MessageForm()
    html = render_template(
        "follow_up/page.html",
        feedback=feedback,
        state=STATES_FOR_PERSON[feedback.state],  # type: ignore[index]
        panels=panels("holder", feedback.id),
        turns=turns,
        said=said_of_services([t.row for t in turns if t.kind == TurnKind.RESPONSE]),
        answer_forms=forms,
        form=form,
        errors_shown=any(each.errors for each in (form, *forms.values())),
        withdrawn=withdrawn,
        kept=withdrawal.must_keep(feedback),
    )
    return html, status


def as_message(feedback: Feedback, words: str, sentence: Any) -> Any:
    """The page with words that no question takes any more in the box for messages."""
    form = MessageForm(data={"body": words})
    form.body.errors = [str(sentence)]
    return own_page(feedback, message=form, status=409)


def sign_in_page(form: SignInForm) -> Any:
    """The page that asks for reference and code."""
    html = render_template("follow_up/sign_in.html", form=form, errors_shown=bool(form.errors))
    return html, 400 if form.errors else 200


def sign_in_again(words: str | None, *, about: int | None = None) -> Any:
    """The page was open for too long: ask for the code, and keep what was typed meanwhile."""
    return sign_in_page(SignInForm(data={"words": words, "about": about}))


def show_kept(feedback: Feedback, words: str, about: str | None) -> Any:
    """The page once the code is entered again, with the words in their box; nothing is sent."""
    flash(_("What you typed is in its box below. It is not sent yet."))
    waiting = {t.row.id for t in person_thread(feedback.id)
               if t.kind == TurnKind.QUESTION and t.row.waits}  # fmt: skip
    question_id = version_shown(about)
    if question_id in waiting:
        return own_page(feedback, answers={question_id: answer_form(question_id, answer=words)})
    return own_page(feedback, message=MessageForm(data={"body": words}))
