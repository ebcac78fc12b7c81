"""Forms of the code holder."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField, TextAreaField

from portal.feedback.models import MOST_CHARACTERS
from portal.web.fields import MaxLength, PortalForm, Required


class SignInForm(PortalForm):
    """Reference and code."""

    reference = StringField(
        _l("Your reference"), validators=[Required(_l("Enter your reference")), MaxLength(60)]
    )
    code = StringField(
        _l("Your secret code"), validators=[Required(_l("Enter your code")), MaxLength(300)]
    )
    words = TextAreaField(_l("What you typed"))
    about = HiddenField()


class MessageForm(PortalForm):
    """Writing back."""

    body = TextAreaField(
        _l("Write to us"),
        validators=[Required(_l("Write your message")), MaxLength(MOST_CHARACTERS)],
    )


class AnswerForm(PortalForm):
    """Answering a question of staff."""

    answer = TextAreaField(
        _l("Your answer"),
        validators=[Required(_l("Write your answer")), MaxLength(MOST_CHARACTERS)],
    )
