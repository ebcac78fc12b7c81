"""How a count is shown to the public: by the rule for small numbers, or stricter."""

from portal.figures.suppression import SMALLEST
from portal.settings.queries import value


def smallest_shown() -> int:
    """The smallest number that may be published today; never below the rule's 8."""
    return max(value("smallest_count_shown"), SMALLEST)
