"""How a count is shown to the public: by the rule for small numbers, or stricter."""

from flask_babel import gettext as _
from flask_babel import ngettext

from portal.figures.suppression import HIDDEN, SMALLEST, suppressed
from portal.settings.queries import value


def smallest_shown() -> int:
    """The smallest number that may be published today; never below the rule's 8."""
    return max(value("smallest_count_shown"), SMALLEST)


def published_count(count: int) -> str:
    """A count as the public may see it: "0", "*" for few, else to the nearest 5.

    The rule is NHS England's of 2018 for counts below the national level. An organisation may
    set a higher smallest number from a day on, and this asks which holds today.
    """
    return suppressed(count, smallest_shown())


def people_sentence(count: int) -> str:
    """How many people told of something, at least one, as the public may read it."""
    shown = published_count(count)
    if shown == HIDDEN:
        few = smallest_shown()
        return _("Fewer than %(few)s people told us about this.", few=few)
    return ngettext(
        "About %(num)s person told us about this.",
        "About %(num)s people told us about this.",
        int(shown),
    )
