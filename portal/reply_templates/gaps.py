"""The gaps of a template, and filling them."""

import re
from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

GAPS = {
    "service": _l("the name of the service"),
    "organisation": _l("the name of the organisation"),
    "reference": _l("the reference of the feedback"),
    "name": _l("the name of whoever replies"),
    "job_title": _l("the role of whoever replies"),
}
_GAP = re.compile(r"\{([^{}\n]*)\}")


def unknown_gaps(body: str) -> list[str]:
    """Names between braces that no gap has, in their order."""
    return list(dict.fromkeys(name for name in _GAP.findall(body) if name not in GAPS))


def filled(body: str, known: Mapping[str, str]) -> str:
    """The body with its gaps filled; a gap that nobody can fill stays to be seen and edited."""
    return _GAP.sub(lambda found: known.get(found[1]) or found[0], body)


def open_gaps(body: str) -> list[str]:
    """The gaps that still stand in words which somebody wants to send, in their order."""
    return list(dict.fromkeys(found[0] for found in _GAP.finditer(body) if found[1] in GAPS))
