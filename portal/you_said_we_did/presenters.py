"""Changes as pages show them."""

from flask_babel import gettext as _

from portal.figures.suppression import may_be_shown, rounded
from portal.settings.small_numbers import smallest_shown


def people_behind(count: int) -> str:
    """How many people told us of what a change is about, as everybody may read it."""
    smallest = smallest_shown()
    if count == 0:
        return _("This change does not come from feedback.")
    if not may_be_shown(count, smallest):
        return _("Fewer than %(smallest)s people told us about this.", smallest=smallest)
    return _("About %(num)s people told us about this.", num=rounded(count))
