"""Forms can only be sent from our own pages.

Staff have a session, and Flask-WTF's token in it. The public has none (no cookie on a GET), so
their forms carry a signed token without a session, and the browser's own word on where the form
came from is checked as well.
"""

from urllib.parse import urlsplit

from flask import Flask, abort, current_app, g, render_template, request
from flask_wtf.csrf import CSRFProtect, generate_csrf
from itsdangerous import BadData, URLSafeTimedSerializer
from markupsafe import Markup

from portal.web.access import PUBLIC, declared_access
from portal.web.fields import clean

#: as long as a draft lives
MAX_AGE_S = 7 * 24 * 3600
FIELD = "form_token"
HONEYPOT = "website"

_staff = CSRFProtect()


class StaleForm(Exception):
    """The form was made too long ago or for another draft; the words are kept."""


def init_csrf(app: Flask) -> None:
    """Check every POST of `app`."""
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False
    app.config["WTF_CSRF_TIME_LIMIT"] = None
    _staff.init_app(app)
    app.before_request(_check)
    app.jinja_env.globals["csrf_fields"] = csrf_fields


def _check() -> None:
    if request.method in ("GET", "HEAD", "OPTIONS") or not request.endpoint:
        return
    _refuse_foreign_origin()
    if _is_public():
        _check_token()
    else:
        _staff.protect()


def _is_public() -> bool:
    endpoint = request.endpoint or ""
    view = current_app.view_functions.get(endpoint)
    # signing in needs a session anyway, so its forms carry the session's token
    return view is not None and declared_access(view) == PUBLIC and "security." not in endpoint


def _refuse_foreign_origin() -> None:
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    if site and site not in ("same-origin", "none"):
        abort(403)
    if origin and urlsplit(origin).netloc != request.host:
        abort(403)


def _check_token() -> None:
    token = request.form.get(FIELD, "")
    try:
        bound = _signer().loads(token, max_age=MAX_AGE_S)
    except BadData:
        raise StaleForm from None
    if bound != _bound():
        raise StaleForm


def _bound() -> str:
    """What the token is tied to: the draft in the address, where there is one."""
    return str((request.view_args or {}).get("draft_id", ""))


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key, salt="public-form")  # type: ignore[arg-type]


def csrf_fields() -> Markup:
    """The hidden fields of a form on this page."""
    if _is_public():
        token = _signer().dumps(_bound())
        return Markup(
            '<input type="hidden" name="{}" value="{}">'
            '<div hidden><input type="text" name="{}" tabindex="-1" autocomplete="off" '
            'aria-label="-"></div>'
        ).format(FIELD, token, HONEYPOT)
    return staff_fields()


def staff_fields() -> Markup:
    """The hidden field of a form for somebody signed in."""
    return Markup('<input type="hidden" name="csrf_token" value="{}">').format(generate_csrf())


def looks_automatic() -> bool:
    """Whether the field that no person sees was filled in."""
    return bool(request.form.get(HONEYPOT, "").strip())


def kept_words() -> list[tuple[str, str]]:
    """What was typed into the form at hand, so that an error page can give it back."""
    skipped = {FIELD, HONEYPOT, "csrf_token", "code"}
    typed = [(k, clean(v)) for k, v in request.form.items(multi=True)]
    return [(k, v) for k, v in typed if k not in skipped and "password" not in k and v]


def render_stale() -> tuple[str, int]:
    """The page for a form that is too old; it gives the words back."""
    g.skip_draft = True
    return render_template("errors/stale.html", words=kept_words()), 400
