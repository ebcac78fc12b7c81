"""The test client as the house's inspector: every page that a test opens keeps the page rules."""

import re
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

import html5lib
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

NAMESPACE = "{http://www.w3.org/1999/xhtml}"
UNLABELLED = {"hidden", "submit", "button"}


@dataclass
class Shown:
    """A page that was opened: its answer and its tree."""

    response: TestResponse
    tree: ElementTree.Element

    @property
    def text(self) -> str:
        """All words of the page, white space folded."""
        main = self.find_all("main")
        return _words(main[0] if main else self.tree)

    @property
    def h1(self) -> str:
        """The heading."""
        return _words(self.find_all("h1")[0])

    def find_all(self, tag: str) -> list[ElementTree.Element]:
        """Every element of that name."""
        return list(self.tree.iter(f"{NAMESPACE}{tag}"))

    def token(self, action: str | None = None) -> dict[str, str]:
        """The hidden fields of the first form that posts (to `action`)."""
        for form in self.find_all("form"):
            if form.get("method") != "post" or "sign-out" in (form.get("action") or ""):
                continue
            if action is None or action in (form.get("action") or ""):
                return {
                    i.get("name", ""): i.get("value", "")
                    for i in form.iter(f"{NAMESPACE}input")
                    if i.get("type") == "hidden"
                }
        raise AssertionError(f"no form posts to {action}: {self.text[:200]}")


class Page:
    """A browser without JavaScript."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client: FlaskClient = app.test_client()

    def get(self, url: str, status: int = 200, **options: Any) -> Shown:
        """Open a page and check it."""
        response = self.client.get(url, **options)
        assert response.status_code == status, (url, response.status_code, response.text[:300])
        return self._shown(response, url)

    def post(self, url: str, data: dict[str, Any] | None = None, *, at: str | None = None,
             status: int = 302, action: str | None = None) -> Any:  # fmt: skip
        """Open the form's page (`at` or `url`), send it; returns where it leads or the page."""
        shown = self.get(at or url)
        response = self.client.post(url, data={**shown.token(action), **(data or {})})
        assert response.status_code == status, (url, response.status_code, response.text[:2000])
        if status in (302, 303):
            return response.headers["Location"]
        return self._shown(response, url)

    def _shown(self, response: TestResponse, url: str) -> Shown:
        parser = html5lib.HTMLParser(strict=False)
        tree = parser.parse(response.text)
        shown = Shown(response, tree)
        if response.mimetype == "text/html" and response.status_code != 302:
            check_rules(shown, parser.errors, url)
        return shown


def check_rules(shown: Shown, errors: list[Any], url: str) -> None:
    """Valid HTML, language and direction, one h1, the title, labels, ids, no inline code."""
    assert not errors, (url, errors[:3])
    html = shown.tree
    language = url.split("/")[1] if re.match(r"^/(ar|en-001)(/|$)", url) else "en"
    assert html.get("lang") == language, url
    assert html.get("dir") == ("rtl" if language == "ar" else "ltr"), url
    assert len(shown.find_all("h1")) == 1, url
    title = _words(shown.find_all("title")[0])
    assert title.removeprefix("Error: ").startswith(shown.h1[:60]) or language != "en", (url, title)
    ids = [e.get("id") for e in html.iter() if e.get("id")]
    assert len(ids) == len(set(ids)), (url, sorted(i for i in ids if ids.count(i) > 1))
    _labels(shown, url)
    for element in html.iter():
        assert not element.get("style"), (url, "inline style")
        assert not any(name.startswith("on") for name in element.attrib), (url, "inline code")
    for script in shown.find_all("script"):
        assert script.get("nonce") and not (script.text or "").strip(), (url, "inline script")


def _labels(shown: Shown, url: str) -> None:
    labelled = {label.get("for") for label in shown.find_all("label")}
    for tag in ("input", "select", "textarea"):
        for field in shown.find_all(tag):
            if field.get("type") in UNLABELLED or field.get("aria-label"):
                continue
            assert field.get("id") in labelled, (url, field.attrib)


def _words(element: ElementTree.Element) -> str:
    return re.sub(r"\s+", " ", "".join(element.itertext())).strip()
