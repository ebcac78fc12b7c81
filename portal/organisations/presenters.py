"""Names as pages show them."""

from typing import Any

from flask_babel import gettext as _

from portal.i18n import isolated, today
from portal.organisations.models import CareService, Organisation, Site
from portal.organisations.places import successor
from portal.organisations.queries import is_open


def both_names(place: Organisation | Site | CareService) -> str:
    """Its name; with the name of what goes on with its work, once it was merged and closed."""
    later: Any = successor(place)
    if later is None or is_open(place, today()):
        return place.name
    return _("%(old)s, now %(new)s", old=isolated(place.name), new=isolated(later.name))
