"""Languages: the first path segment chooses; English has none.

The segment is taken off the path before routing and put into SCRIPT_NAME, so every `url_for`
on an Arabic page leads to another Arabic page without anyone having to think of it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.lists import format_list
from flask import Flask, current_app, has_request_context, request
from flask_babel import Babel, get_locale

from portal.resources import resource_dir

DEFAULT = "en"
LONDON = ZoneInfo("Europe/London")
#: tags that can be chosen
LANGUAGES = ("en", "ar")
#: catalogues of each language: ours, and plain words for what Flask-Security says
DOMAINS = ("messages", "flask_security")
#: the pseudo-language that marks each translated sentence: a tag that Babel knows and nobody uses
PSEUDO = "en-001"

babel = Babel()


@dataclass(frozen=True)
class Language:
    """A language of the site: its tag, its own name, its direction, and this page in it."""

    tag: str
    name: str
    direction: str
    url: str
    current: bool


def init_i18n(app: Flask) -> None:
    """Bind Flask-Babel; refuses to start where a language has no catalogue."""
    folder = resource_dir("translations")
    for tag in LANGUAGES:
        compiled = folder / tag / "LC_MESSAGES"
        if tag != DEFAULT and not all((compiled / f"{d}.mo").exists() for d in DOMAINS):
            raise RuntimeError(f"the {tag} translation is not compiled: run 'make setup'")
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(folder)
    babel.init_app(
        app,
        default_locale=DEFAULT,
        default_timezone="Europe/London",
        locale_selector=current_tag_for_babel,
    )


def extra_tags() -> tuple[str, ...]:
    """Languages that can be asked for without being offered: the pseudo-language of the tests."""
    compiled = resource_dir("translations") / PSEUDO.replace("-", "_") / "LC_MESSAGES"
    return (PSEUDO,) if (compiled / "messages.mo").exists() else ()


def today() -> date:
    """The day in London: opening, closing and rules change with it."""
    return datetime.now(UTC).astimezone(LONDON).date()


def current_tag() -> str:
    """The language tag of this request, "en" outside of one."""
    if not has_request_context():
        return DEFAULT
    return request.environ.get("portal.language", DEFAULT)


def current_tag_for_babel() -> str:
    """The same as Babel spells it; English is British, for its dates."""
    tag = current_tag()
    return "en_GB" if tag == DEFAULT else tag.replace("-", "_")


def direction(tag: str) -> str:
    """ "rtl" or "ltr" of any language tag; "auto" where the tag is unknown."""
    try:
        return Locale.parse(tag.replace("-", "_")).text_direction
    except (ValueError, UnknownLocaleError):
        return "auto"


def isolated(name: str) -> str:
    """A name as a part of a sentence; its numbers keep their place from right to left too."""
    return f"\u2068{name}\u2069" if direction(current_tag()) == "rtl" else name


def listed(names: Iterable[str]) -> str:
    """Names as one part of a sentence, joined as this page's language does: "A, B and C"."""
    return format_list([isolated(name) for name in names], locale=get_locale() or DEFAULT)


def language_name(tag: str) -> str:
    """The language's name in its own script; the tag itself where nobody knows it."""
    try:
        locale = Locale.parse(tag.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        return tag
    return (locale.get_display_name(locale) or tag).capitalize()


def language_name_here(tag: str) -> str:
    """The language's name in the language of this page."""
    try:
        shown = Locale.parse(tag.replace("-", "_")).get_display_name(get_locale() or "en")
    except (ValueError, UnknownLocaleError):
        return tag
    return shown or tag


def languages_of_page() -> list[Language]:
    """Each language with the address of the present page in it."""
    here = current_tag()
    return [
        Language(tag, language_name(tag), direction(tag), _address(tag), tag == here)
        for tag in LANGUAGES
    ]


def _address(tag: str) -> str:
    path = quote(request.path)
    query = request.query_string.decode("latin-1")
    prefix = "" if tag == DEFAULT else f"/{tag}"
    return f"{prefix}{path}" + (f"?{query}" if query else "")


def public_address(endpoint: str, tag: str, **values: Any) -> str:
    """The address of a page in the language `tag`, for mails and feeds.

    It begins with PORTAL_BASE_URL and never with the request's Host: whoever sends a request
    chooses that, and would choose where the link in somebody's mail leads.
    """
    path = current_app.url_map.bind("").build(endpoint, values)
    prefix = f"/{tag}" if tag in LANGUAGES and tag != DEFAULT else ""
    return f"{current_app.config['BASE_URL']}{prefix}{path}"


class LanguagePath:
    """WSGI middleware: takes the language off the path and honours `?lang=`."""

    def __init__(self, wsgi: Callable, tags: Iterable[str]) -> None:
        self._wsgi = wsgi
        self._tags = frozenset(tags)

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        """Serve one request in the language of its path."""
        first, _, rest = environ.get("PATH_INFO", "").lstrip("/").partition("/")
        tag = first if first in self._tags else DEFAULT
        path = environ.get("PATH_INFO", "/") if tag != first else f"/{rest}"
        if target := self._redirect(environ, first, path):
            start_response("302 Found", [("Location", target), ("Content-Length", "0")])
            return [b""]
        environ["portal.language"] = tag
        if tag == first:
            environ["SCRIPT_NAME"] = environ.get("SCRIPT_NAME", "") + f"/{tag}"
            environ["PATH_INFO"] = path
        return self._wsgi(environ, start_response)

    def _redirect(self, environ: dict, first: str, path: str) -> str | None:
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return None
        query = parse_qsl(environ.get("QUERY_STRING", ""), keep_blank_values=True)
        asked = dict(query).get("lang", "")
        if asked not in (*self._tags, DEFAULT):
            if first != DEFAULT:
                return None
            asked, path = DEFAULT, "/" + environ["PATH_INFO"].lstrip("/").partition("/")[2]
        kept = urlencode([(k, v) for k, v in query if k != "lang"])
        prefix = environ.get("SCRIPT_NAME", "") + ("" if asked == DEFAULT else f"/{asked}")
        # one leading slash only: "//host" would be another site
        address = quote("/" + path.encode("latin-1").decode("utf-8", "replace").lstrip("/\\"))
        return f"{prefix}{address}" + (f"?{kept}" if kept else "")
