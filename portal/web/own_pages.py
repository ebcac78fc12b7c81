"""Addresses of our own pages: what a report says of the page it is about."""

from typing import Any

from flask import current_app
from werkzeug.exceptions import HTTPException

from portal import i18n

LONGEST = 300


def page_behind(path: str) -> tuple[str, dict[str, Any]] | None:
    """The endpoint of a path of ours and the values in it; None for anything else.

    A path is all that may come: no other site, no query, no part of an address.
    """
    if not path.startswith("/") or len(path) > LONGEST or "//" in path or not path.isprintable():
        return None
    if any(mark in path for mark in "\\?#;"):
        return None
    try:
        endpoint, values = current_app.url_map.bind("").match(without_language(path), method="GET")
    except HTTPException:  # unknown, or it only leads elsewhere
        return None
    return endpoint, dict(values)


def without_language(path: str) -> str:
    """The path as it is in English, which has no segment of its own."""
    first, _, rest = path.lstrip("/").partition("/")
    return f"/{rest}" if first in i18n.LANGUAGES and first != i18n.DEFAULT else path


def named_page(path: str) -> str:
    """What a report may keep of a path: the path, or its beginning where a key stands in it.

    Drafts and links in mails have addresses that open something; numbers open nothing that is
    not public. Empty for what is no page of ours.
    """
    found = page_behind(path)
    if found is None:
        return ""
    own = without_language(path)
    if all(isinstance(value, int) for value in found[1].values()):
        return own
    return "/" + own.strip("/").partition("/")[0]
