"""Forms of second looks and reports."""

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, HiddenField, RadioField, StringField, TextAreaField

from portal.appeals.models import MOST_ANSWER, MOST_WORDS
from portal.appeals.words import OUTCOMES
from portal.desk.words import WRONG
from portal.web.email import Email
from portal.web.fields import MaxLength, PortalForm, Required, choices
from portal.web.own_pages import named_page


class ReportForm(PortalForm):
    """What is wrong with a page, and how to reach who says so."""

    page = StringField(_l("Which page? (optional)"), validators=[MaxLength(300)])
    answer = HiddenField()
    wrong = RadioField(
        _l("What is wrong?"),
        choices=choices(WRONG),
        validators=[Required(_l("Choose what is wrong"))],
    )
    body = TextAreaField(
        _l("Tell us more"),
        validators=[Required(_l("Write what is wrong")), MaxLength(MOST_WORDS)],
    )
    contact = EmailField(_l("Email address (optional)"), validators=[MaxLength(254), Email()])

    @property
    def known_page(self) -> str:
        """The page that the form came from; empty where the person has to say which."""
        page = self.page.data or ""
        return page if page and named_page(page) == page else ""


class SecondLookForm(PortalForm):
    """Why somebody else should look at it."""

    words = TextAreaField(
        _l("Why should somebody look at it again?"),
        validators=[Required(_l("Write why")), MaxLength(MOST_WORDS)],
    )


class AppealForm(PortalForm):
    """What came of it, with the sentence for the person."""

    version = HiddenField()
    outcome = RadioField(
        _l("Is the person right?"),
        choices=choices(OUTCOMES),
        validators=[Required(_l("Choose whether the person is right"))],
    )
    answer = TextAreaField(
        _l("What you tell the person"),
        validators=[Required(_l("Write a sentence for the person")), MaxLength(MOST_ANSWER)],
    )
