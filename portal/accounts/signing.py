"""The cookie's side of signing in: a row is made, looked at on every request, and ended."""

from typing import Any

from flask import Flask, Response, current_app, g, render_template, request, session, url_for
from flask_login import logout_user, user_logged_in, user_logged_out
from flask_security import current_user, password_changed
from flask_wtf.csrf import CSRFError

from portal.accounts import sessions
from portal.accounts.models import User
from portal.web.access import PUBLIC, declared_access
from portal.web.csrf import kept_words, render_stale

KEY = "sign_in"
#: whatever the browser kept of staff pages goes; cookies stay, the public's drafts need theirs
FORGET = '"cache", "storage"'


def init_signing(app: Flask) -> None:
    """Look at the sign-in of every request of `app`."""
    app.before_request(_check)
    app.after_request(_keep)
    app.register_error_handler(CSRFError, _expired)
    user_logged_in.connect(_signed_in, app)
    user_logged_out.connect(_signed_out, app)
    password_changed.connect(_password_changed, app)


def _check() -> Response | tuple[str, int] | None:
    if not request.endpoint or not current_user.is_authenticated:
        return None
    row = sessions.find_open(session.get(KEY, ""), current_user)
    if row is not None:
        sessions.note_seen(row)
        return None
    logout_user()
    g.sign_in_over = True
    return _give_back() if request.method == "POST" and not _is_public() else None


def _is_public() -> bool:
    return declared_access(current_app.view_functions[request.endpoint or ""]) == PUBLIC


def _expired(_error: CSRFError) -> tuple[str, int]:
    """A form from before: with the sign-in of now it can be sent again at once."""
    if current_user.is_authenticated or _is_public():
        return render_stale()
    return _give_back()


def _give_back() -> tuple[str, int]:
    """What was typed is not lost: it is shown beside the way to sign in again."""
    return render_template("errors/signed_out.html", words=kept_words(), back=_page_before()), 401


def _page_before() -> str:
    """The page that the form stood on, when it was one of ours."""
    address = request.referrer or ""
    path = address.removeprefix(request.host_url.rstrip("/"))
    return path if path.startswith("/") and not path.startswith("//") else url_for("pages.begin")


def _signed_in(_app: Flask, user: User, **_: Any) -> None:
    g.signed_in_id = user.id


def _password_changed(_app: Flask, user: User, **_: Any) -> None:
    g.password_changed_of = user.id


def _signed_out(_app: Flask, **_: Any) -> None:
    if key := session.pop(KEY, None):
        sessions.end_by_key(key)


def _keep(response: Response) -> Response:
    """Open the row after the view: Flask-Security's own changes are committed by then."""
    if changed := g.pop("password_changed_of", None):
        sessions.end_all(changed)
    if user_id := g.pop("signed_in_id", None):
        if old := session.get(KEY):
            sessions.end_by_key(old)
        session[KEY] = sessions.open_session(user_id, request.headers.get("User-Agent", ""))
    if request.endpoint == "security.logout":
        response.headers["Clear-Site-Data"] = FORGET
    return response
