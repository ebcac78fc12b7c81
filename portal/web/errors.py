"""What a person sees when something goes wrong: a sentence, and their own words."""

import logging
import secrets
from typing import Any

from flask import Flask, Response, current_app, g, make_response, render_template, request
from flask_babel import lazy_gettext as _l
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from portal.db import DatabaseUnavailable, db
from portal.web.csrf import StaleForm, kept_words, render_stale

log = logging.getLogger(__name__)


class Refused(Exception):
    """A rule forbids the step as things stand now; packages above name their own kinds of it.

    `sentence` tells the person what forbids it and what to do next; every kind has its own.
    """

    sentence: Any = ""


TITLES = {
    400: _l("We could not understand that"),
    401: _l("You need to sign in"),
    403: _l("You cannot open this page"),
    404: _l("Page not found"),
    405: _l("This page cannot be used like that"),
    409: _l("Somebody else changed this first"),
    413: _l("That was too long"),
    429: _l("Please wait a moment"),
    500: _l("Sorry, something went wrong"),
    503: _l("Sorry, we could not save that just now"),
}
SENTENCES = {
    400: _l("Something in the address or the form was not as we expected. Go back and try again."),
    401: _l("Sign in, then try again."),
    403: _l("Your account does not allow this. If you think it should, ask your administrator."),
    404: _l(
        "If you typed the address, check it is correct. "
        "If you pasted it, check you copied all of it."
    ),
    405: _l("Go back and use the buttons on the page."),
    409: _l("Open the item again to see what changed. What you typed is below."),
    413: _l("The text was longer than we can take. Shorten it and send it again."),
    429: _l("There were very many tries in a short time. Wait a few minutes, then try again."),
    500: _l("Nothing you sent before was lost. Try again in a few minutes."),
    503: _l("Nothing is lost: what you typed is below. Wait a minute, then try again."),
}


def init_errors(app: Flask) -> None:
    """Register a page for every error of `app`."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(CSRFError, _http)
    app.register_error_handler(StaleForm, lambda _error: render_stale())
    app.register_error_handler(StaleDataError, lambda _error: error_page(409))
    app.register_error_handler(Refused, _refused)
    for trouble in (OperationalError, PoolTimeout, DatabaseUnavailable):
        app.register_error_handler(trouble, _unavailable)
    app.register_error_handler(DBAPIError, _database)
    app.register_error_handler(Exception, _unexpected)


def _refused(error: Refused) -> Response:
    return error_page(409, title=_l("That cannot be done now"), sentence=error.sentence)


def error_page(status: int, *, title: Any = None, sentence: Any = None) -> Response:
    """The page for `status`, with what was typed; its own title and sentence where given."""
    shown = status if status in TITLES else (400 if status < 500 else 500)
    response = make_response(
        render_template(
            "errors/error.html",
            title=title or TITLES[shown],
            sentence=sentence or SENTENCES[shown],
            status=shown,
            words=kept_words() if request.method == "POST" and shown != 413 else [],
            retry=request.method == "POST" and status == 503,
        ),
        status,
    )
    return response


def _http(error: HTTPException) -> Response:
    if error.response is not None:
        return error.response  # type: ignore[return-value]
    response = error_page(error.code or 500)
    if error.code == 405 and getattr(error, "valid_methods", None):
        response.headers["Allow"] = ", ".join(error.valid_methods)  # type: ignore[attr-defined]
    return response


def _unavailable(error: Exception) -> Response:
    log.error("database trouble: %s", type(error).__name__)
    db.session.remove()
    g.database_trouble = True  # the page asks it nothing more: that would be a second long wait
    response = error_page(503)
    response.headers["Retry-After"] = "30"
    return response


def _database(error: DBAPIError) -> Response:
    # psycopg reports a shut-down server in several classes; all of them mean "try again"
    if error.connection_invalidated:
        return _unavailable(error)
    return _unexpected(error)


def _unexpected(error: Exception) -> Response:
    if current_app.config.get("PROPAGATE_ERRORS"):
        raise error
    log.error("unexpected %s, error %s", type(error).__name__, secrets.token_hex(4), exc_info=error)
    db.session.remove()
    return error_page(500)
