"""Groups of people by what they told us about themselves.

A dimension is one question and says which piece of feedback is of which group. What the portal
asks everybody is here; a package that keeps more answers registers its own dimension at start.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from portal.feedback.models import Feedback
from portal.feedback.states import Who
from portal.i18n import language_name_here

#: stands in tables for people who did not tell; it is never shown
NOT_TOLD = ""


@dataclass(frozen=True)
class Dimension:
    """One question: its code, its name, the name of each group, and who is in which.

    `members` selects two columns, the id of feedback and the code of its group; somebody may be
    in several groups.
    """

    code: str
    name: LazyString
    name_of: Callable[[str], Any]
    members: Callable[[], Any]


WHO = {
    Who.SELF: _l("The person who was cared for"),
    Who.CARER: _l("Carers"),
    Who.FAMILY: _l("Family and friends"),
    Who.SOMEONE_ELSE: _l("Somebody else"),
}
_dimensions: dict[str, Dimension] = {}


def register(dimension: Dimension) -> None:
    """Count by this dimension as well, from the next month that is counted on."""
    _dimensions[dimension.code] = dimension


def dimensions() -> list[Dimension]:
    """All dimensions, by code."""
    return [_dimensions[code] for code in sorted(_dimensions)]


def find_dimension(code: str) -> Dimension | None:
    """The dimension of that code."""
    return _dimensions.get(code)


register(
    Dimension(
        "who",
        _l("Who told us"),
        lambda code: WHO.get(code, code),  # type: ignore[call-overload]
        lambda: select(Feedback.id, Feedback.who).where(Feedback.who.is_not(None)),
    )
)
register(
    Dimension(
        "language",
        _l("Language they wrote in"),
        language_name_here,
        lambda: select(Feedback.id, Feedback.language),
    )
)
