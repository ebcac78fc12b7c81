"""Every form that posts, as the pages themselves offer it: a form added later is found too."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin

from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from portal.web.csrf import FIELD, HONEYPOT
from tests.house.doors import addresses
from tests.house.world import World

TOKENS = {FIELD, "csrf_token"}
#: kinds of fields in which words are typed
TYPED = {"text", "email", "tel", "search", "number", "url", "textarea"}
#: ends the sign-in that the other forms need
LEFT_OUT = {"security.logout"}


@dataclass
class Field:
    """One field: its kind, what it holds, and what else it offers."""

    name: str
    kind: str
    value: str = ""
    chosen: bool = True
    offered: list[str] = field(default_factory=list)


@dataclass
class Form:
    """One form on one page, as one person sees it."""

    subject: str
    page: str
    action: str
    endpoint: str = ""
    fields: list[Field] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What a failing test calls it."""
        return f"{self.endpoint} on {self.page} by {self.subject}"

    @property
    def tokens(self) -> dict[str, str]:
        """The hidden proof that the form is ours."""
        return {f.name: f.value for f in self.fields if f.name in TOKENS}

    def typed(self) -> list[Field]:
        """Fields in which words are typed; the one that nobody sees is none of them."""
        return [f for f in self.fields if f.kind in TYPED and f.name != HONEYPOT]

    @property
    def asks(self) -> bool:
        """Whether there is something to fill in or choose; else it is a button alone."""
        return any(f.kind not in ("hidden", "submit") and f.name != HONEYPOT for f in self.fields)

    def as_it_stands(self) -> dict[str, list[str]]:
        """What a browser sends; the first answer where nothing is chosen yet."""
        sent: dict[str, list[str]] = {}
        for one in self.fields:
            if one.kind in ("radio", "checkbox", "submit"):
                if one.chosen and one.kind != "submit":
                    sent.setdefault(one.name, []).append(one.value)
                continue
            sent.setdefault(one.name, []).append(one.value)
        for one in self.fields:
            if one.kind in ("radio", "submit") and one.name:
                sent.setdefault(one.name, [one.value])
        return sent


class _Forms(HTMLParser):
    """Takes the forms that post out of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str, list[Field]]] = []
        self._open: list[Field] | None = None
        self._in = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form" and given.get("method", "").lower() == "post":
            self._open = []
            self.forms.append((given.get("action", ""), self._open))
        elif self._open is not None:
            self._field(tag, given)

    def _field(self, tag: str, given: dict[str, str]) -> None:
        assert self._open is not None
        name, value = given.get("name", ""), given.get("value", "")
        if tag == "option":
            self._open[-1].offered.append(value)
            if "selected" in given or len(self._open[-1].offered) == 1:
                self._open[-1].value = value
        elif name and tag in ("select", "textarea"):
            self._open.append(Field(name, tag))
            self._in = tag
        elif name and tag in ("input", "button"):
            kind = given.get("type", "text" if tag == "input" else "submit")
            chosen = "checked" in given or kind not in ("radio", "checkbox", "submit")
            self._open.append(Field(name, kind, value, chosen))

    def handle_data(self, data: str) -> None:
        if self._in == "textarea" and self._open:
            self._open[-1].value += data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        if tag == self._in:
            self._in = ""


def forms_of(world: World, subject: str, page: str, html: str) -> Iterator[Form]:
    """The forms that post on one page."""
    parser = _Forms()
    parser.feed(html)
    routes = world.app.url_map.bind("localhost")
    for action, fields in parser.forms:
        url = urldefrag(urljoin(page, action)).url if action else page
        try:
            endpoint, _ = routes.match(url.partition("?")[0], method="POST")
        except HTTPException as error:
            raise AssertionError(f"{page} posts to {url}, where nothing listens") from error
        if endpoint not in LEFT_OUT:
            yield Form(subject, page, url, endpoint, fields)


def pages_of(world: World, subject: str) -> Iterator[tuple[str, TestResponse]]:
    """Every page that somebody can open, the steps of their drafts too."""
    client = world.people[subject].client
    urls = [a.url for a in addresses(world, "GET") if a.exists]
    for url in dict.fromkeys([*urls, *world.steps.get(subject, [])]):
        response = client.get(url)
        if response.status_code == 200 and response.mimetype == "text/html":
            yield url, response


def find_forms(world: World, subjects: list[str]) -> list[Form]:
    """Each form once: the same fields that lead to the same place are one form."""
    found: dict[tuple[str, tuple[str, ...]], Form] = {}
    for subject in subjects:
        for url, response in pages_of(world, subject):
            for form in forms_of(world, subject, url, response.text):
                key = form.endpoint, tuple(sorted({f.name for f in form.fields}))
                found.setdefault(key, form)
    return list(found.values())
