"""The one place that lets any HTML through, and only for text written by staff.

bleach is at the end of its life; docs/decisions/0003 names the successor. Only `clean` is used.
What the public writes never comes here: it is shown as text.
"""

import re

import bleach
from markupsafe import Markup, escape

TAGS = frozenset({"p", "ul", "ol", "li", "a"})
ATTRIBUTES = {"a": ["href"]}
PROTOCOLS = frozenset({"https", "mailto"})
_LINK = re.compile(r"\[([^\[\]\n]{1,200})\]\(((?:https://|mailto:)[^\s()<>\"]{1,500})\)")


def staff_html(text: str) -> Markup:
    """Text of staff as safe HTML: paragraphs, "- " lists and [words](https://…) links."""
    blocks = [b for b in re.split(r"\n[ \t]*\n", text.strip()) if b.strip()]
    html = "".join(_block(block) for block in blocks)
    cleaned = bleach.clean(html, tags=TAGS, attributes=ATTRIBUTES, protocols=PROTOCOLS)
    return Markup(cleaned)  # noqa: S704 cleaned on the line above


def _block(block: str) -> str:
    lines = [line.strip() for line in block.splitlines() if line.strip()]
    if all(line.startswith("- ") for line in lines):
        return "<ul>" + "".join(f"<li>{_inline(line[2:])}</li>" for line in lines) + "</ul>"
    return f"<p>{_inline(' '.join(lines))}</p>"


def _inline(text: str) -> str:
    return _LINK.sub(r'<a href="\2">\1</a>', str(escape(text)))
