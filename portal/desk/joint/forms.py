"""Forms of joint answers."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, TextAreaField

from portal.desk.forms import ResponseForm
from portal.desk.joint.models import LONGEST_PART
from portal.web.fields import MaxLength, PortalForm, Required


class PartForm(PortalForm):
    """What one service gives to the joint answer."""

    body = TextAreaField(
        _l("Part of the joint answer"),
        validators=[Required(_l("Write your part")), MaxLength(LONGEST_PART)],
    )
    version = HiddenField()


class JointForm(ResponseForm):
    """The joint answer, and the parts that its page showed."""

    parts = HiddenField()
