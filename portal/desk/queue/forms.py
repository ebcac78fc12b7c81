"""Forms of the queue."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, StringField

from portal.desk.queue.models import LONGEST_NAME
from portal.web.fields import MaxLength, PortalForm, Required


class FilterForm(PortalForm):
    """The name of a filter and who sees it."""

    name = StringField(
        _l("Name of the filter"),
        validators=[Required(_l("Give the filter a name")), MaxLength(LONGEST_NAME)],
    )
    shared = BooleanField(_l("Share it with everybody at the desk"))
