"""Come back, still without a name: read, write, withdraw, see what is held."""

from typing import Any

from flask import flash, jsonify, redirect, render_template, url_for
from flask import request as http
from flask_babel import gettext as _

from portal.feedback import service, withdrawal
from portal.feedback.guessing import TooManyGuesses, open_with_code
from portal.feedback.notifications import confirm_address
from portal.feedback.states import State
from portal.follow_up.access import close_page, held_feedback, open_page
from portal.follow_up.forms import MessageForm, SignInForm
from portal.follow_up.held import everything_held
from portal.follow_up.presenters import held_rows
from portal.follow_up.showing import (
    answer_form,
    as_message,
    own_page,
    show_kept,
    sign_in_again,
    sign_in_page,
)
from portal.questions import service as questions
from portal.web.access import public


@public
def sign_in() -> Any:
    """Reference and code, by POST only."""
    form = SignInForm(http.form if http.method == "POST" else None)
    if http.method == "POST" and form.validate():
        try:
            feedback = open_with_code(form.reference.data or "", form.code.data or "")
        except TooManyGuesses:
            form.code.errors = [_("There were too many tries. Wait 15 minutes, then try again.")]
        else:
            if feedback is not None:
                open_page(feedback)
                if form.words.data:
                    return show_kept(feedback, form.words.data, form.about.data)
                return redirect(url_for("follow_up.page"))
            form.code.errors = [_("The reference and the code do not belong together. Check both.")]
    return sign_in_page(form)


@public
def page() -> Any:
    """Where it has got to, the talk with staff, what changed."""
    feedback = held_feedback()
    if feedback is None:
        return redirect(url_for("follow_up.sign_in"))
    return own_page(feedback)


@public
def write_back() -> Any:
    """Write to staff."""
    feedback, form = held_feedback(), MessageForm(http.form)
    if feedback is None:
        return sign_in_again(form.body.data)
    if feedback.state == State.WITHDRAWN:
        return redirect(url_for("follow_up.page"))
    if not form.validate():
        return own_page(feedback, message=form)
    service.write_back(feedback, form.body.data or "")
    flash(_("Your message is with us."))
    return redirect(url_for("follow_up.page"))


@public
def answer(asked_id: int) -> Any:
    """Answer a question of staff."""
    feedback, form = held_feedback(), answer_form(asked_id, http.form)
    if feedback is None:
        return sign_in_again(form.answer.data, about=asked_id)
    if feedback.state == State.WITHDRAWN:
        return redirect(url_for("follow_up.page"))
    words = form.answer.data or ""
    if not form.validate():
        if not questions.is_open(feedback, asked_id):
            return as_message(feedback, words, questions.NotOpen.sentence)
        return own_page(feedback, answers={asked_id: form}, status=400)
    try:
        questions.answer(feedback, asked_id, words)
    except questions.NotOpen as refused:
        return as_message(feedback, words, refused.sentence)
    flash(_("Your answer is with us."))
    return redirect(url_for("follow_up.page"))


@public
def consent() -> Any:
    """Allow or stop showing it."""
    feedback = held_feedback()
    if feedback is None or feedback.state == State.WITHDRAWN:
        return redirect(url_for("follow_up.sign_in"))
    service.change_consent(feedback, http.form.get("publish") == "yes")
    flash(_("Your choice is saved."))
    return redirect(url_for("follow_up.page"))


@public
def withdraw() -> Any:
    """Ask once, then take everything back."""
    feedback = held_feedback()
    if feedback is None:
        return redirect(url_for("follow_up.sign_in"))
    if http.method == "POST":
        if feedback.state != State.WITHDRAWN:
            withdrawal.withdraw(feedback)
        flash(_("You have taken it back."))
        return redirect(url_for("follow_up.page"))
    return render_template(
        "follow_up/withdraw.html", feedback=feedback, kept=withdrawal.must_keep(feedback)
    )


@public
def held() -> Any:
    """Everything we hold about this feedback, as a page."""
    feedback = held_feedback()
    if feedback is None:
        return redirect(url_for("follow_up.sign_in"))
    held = everything_held(feedback)
    return render_template("follow_up/held.html", held=held, rows=held_rows(held))


@public
def held_json() -> Any:
    """The same for a machine."""
    feedback = held_feedback()
    if feedback is None:
        return redirect(url_for("follow_up.sign_in"))
    response = jsonify(everything_held(feedback))
    response.headers["Content-Disposition"] = "attachment; filename=what-we-hold.json"
    return response


@public
def leave() -> Any:
    """Close the page on this computer."""
    close_page()
    response = redirect(url_for("pages.home"))
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@public
def confirm(token: str) -> Any:
    """The link of the first mail: a page with a button."""
    done = http.method == "POST" and confirm_address(token[:100])
    failed = http.method == "POST" and not done
    return render_template("follow_up/confirm.html", done=done, failed=failed)
