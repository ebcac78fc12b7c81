"""Builds the site from its rooms."""

import json
import logging
import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask, Response, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from werkzeug.middleware.proxy_fix import ProxyFix
from whitenoise import WhiteNoise

from portal import config, i18n, pages
from portal.accounts.access import check_declared
from portal.accounts.setup import init_accounts
from portal.administration.blueprint import blueprint as administration
from portal.appeals.blueprint import blueprint as appeals
from portal.assisted import service as _assisted  # noqa: F401 listens for feedback
from portal.assisted.blueprint import blueprint as assisted
from portal.audit import jobs as _audit_jobs  # noqa: F401 registers sweeps
from portal.catalogue.blueprint import blueprint as catalogue
from portal.complaints import service as _complaints  # noqa: F401 listens for feedback
from portal.complaints.blueprint import blueprint as complaints
from portal.db import init_database, init_sealing
from portal.desk.blueprint import blueprint as desk
from portal.duty import jobs as _duty_jobs  # noqa: F401 registers sweeps
from portal.duty.blueprint import blueprint as duty
from portal.exports.blueprint import blueprint as exports
from portal.feedback import jobs as _feedback_jobs  # noqa: F401 registers sweeps
from portal.feedback import notifications as _confirm  # noqa: F401 listens for feedback
from portal.feedback.blueprint import blueprint as feedback
from portal.follow_up.blueprint import blueprint as follow_up
from portal.insight import jobs as _insight_jobs  # noqa: F401 registers a sweep, hears of changes
from portal.insight.blueprint import blueprint as insight
from portal.involvement.blueprint import blueprint as involvement
from portal.jobs import init_jobs
from portal.notify import jobs as _mails  # noqa: F401 registers sweeps
from portal.page_context import init_page_context
from portal.people.blueprint import blueprint as people
from portal.readings.jobs import init_reader
from portal.records import jobs as _records  # noqa: F401 registers a sweep
from portal.records.blueprint import blueprint as records
from portal.safety.blueprint import blueprint as safety
from portal.web.access import public
from portal.web.csrf import init_csrf
from portal.web.errors import init_errors
from portal.web.headers import init_headers
from portal.web.incoming import ShallowJSON
from portal.you_said_we_did.blueprint import blueprint as changes

WEB = Path(__file__).resolve().parent / "web"
BLUEPRINTS = (
    pages.blueprint, feedback, follow_up, changes, involvement, assisted, desk, complaints, safety,
    duty, appeals, insight, exports, people, administration, records, catalogue,
)  # fmt: skip
#: a hospital's staff and patients share one address, so the ceilings are high
POSTS = "1200 per 10 minutes"
SIGN_INS = "60 per 5 minutes"
log = logging.getLogger("portal.access")


def create_app(environ: Mapping[str, str] | None = None) -> Flask:
    """Build the application from `environ` (the process's own by default).

    Raises `config.SettingError` with one sentence for a setting that is wrong.
    """
    settings = config.load(os.environ if environ is None else environ)
    app = Flask("portal", template_folder=None, static_folder=None)
    app.json_provider_class = ShallowJSON  # Flask-Security builds on this class
    app.json = ShallowJSON(app)
    app.jinja_options["autoescape"] = True  # Flask alone would leave .jinja templates raw
    app.jinja_loader = _templates()  # type: ignore[method-assign, assignment]
    _configure(app, settings)
    init_database(app, url=settings.database_url, data_dir=settings.data_dir)
    init_sealing(app, keys=settings.contact_keys, secret=settings.secret_key)
    i18n.init_i18n(app)
    init_errors(app)
    init_csrf(app)
    init_headers(app, secure=settings.production)
    init_accounts(app, secret=settings.secret_key)
    init_jobs(app, data_dir=settings.data_dir, redis_url=settings.redis_url)
    init_reader(app, model_dir=settings.model_dir, enabled=settings.classifier_enabled)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    app.add_url_rule("/static/<path:filename>", "static", public(_missing_static))
    _limit(app, settings)
    init_page_context(app, json.loads((WEB / "static/dist/manifest.json").read_text()))
    check_declared(app)
    _log_requests(app)
    _wrap(app, settings)
    return app


def _templates() -> object:
    from jinja2 import ChoiceLoader, FileSystemLoader

    folders = [Path(__file__).resolve().parent / "templates", WEB / "templates"]
    return ChoiceLoader([FileSystemLoader(folder) for folder in folders])


def _configure(app: Flask, settings: config.Settings) -> None:
    app.config.update(
        SECRET_KEY=settings.secret_key,
        PRODUCTION=settings.production,
        DATA_DIR=settings.data_dir,
        BASE_URL=settings.base_url,
        MAIL_URL=settings.mail_url,
        MAIL_FROM=settings.mail_from,
        MAX_CONTENT_LENGTH=1024 * 1024,
        MAX_FORM_MEMORY_SIZE=1024 * 1024,
        SESSION_COOKIE_PATH="/",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.production,
        SESSION_IDLE_MINUTES_VOLUNTEERS=settings.idle_minutes_volunteers,
        SESSION_HOURS=settings.session_hours,
        PERMANENT_SESSION_LIFETIME=settings.session_hours * 3600,
        PREFERRED_URL_SCHEME=settings.base_url.partition(":")[0],
    )


def _missing_static(filename: str) -> Response:
    return Response("not found", 404, mimetype="text/plain")


def _limit(app: Flask, settings: config.Settings) -> None:
    storage = settings.redis_url or "memory://"
    limiter = Limiter(
        get_remote_address,
        # the limiter's name for a Redis behind a socket file
        storage_uri=f"redis+{storage}" if storage.startswith("unix:") else storage,
        in_memory_fallback_enabled=True,
        strategy="moving-window",
    )
    limiter.init_app(app)
    for endpoint, view in list(app.view_functions.items()):
        if endpoint.startswith("security."):
            limited: Any = limiter.limit(SIGN_INS, methods=["POST"])(view)
        elif "POST" in _methods(app, endpoint):
            limited = limiter.shared_limit(POSTS, "posts", methods=["POST"])(view)
        else:
            continue
        limited.access = getattr(view, "access", None)
        app.view_functions[endpoint] = limited


def _methods(app: Flask, endpoint: str) -> set[str]:
    return set().union(*(rule.methods or set() for rule in app.url_map.iter_rules(endpoint)))


def _log_requests(app: Flask) -> None:
    @app.before_request
    def begin() -> None:
        request.environ["portal.started"] = time.perf_counter()

    @app.after_request
    def end(response: Response) -> Response:
        # the route's name and never the address: an address may hold a draft's id
        started = request.environ.get("portal.started", time.perf_counter())
        spent = (time.perf_counter() - started) * 1000
        log.info("%s %s %s %.0f ms", request.method, request.endpoint, response.status_code, spent)
        return response


def _wrap(app: Flask, settings: config.Settings) -> None:
    static = WhiteNoise(
        app.wsgi_app,
        root=str(WEB / "static"),
        prefix="static/",
        immutable_file_test=r"\.[0-9a-f]{12}\.css$",
        max_age=300,
    )
    if settings.branding_dir:
        static.add_files(str(settings.branding_dir), prefix="branding/")
    tags = [tag for tag in (*i18n.LANGUAGES, *i18n.extra_tags()) if tag != i18n.DEFAULT]
    app.wsgi_app = i18n.LanguagePath(static, tags)  # type: ignore[method-assign]
    if settings.trusted_proxies:
        n = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, n, n, n, 0, n)  # type: ignore[method-assign]
