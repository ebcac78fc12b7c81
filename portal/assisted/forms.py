"""What the volunteer says about the help."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField

from portal.assisted.models import Wording
from portal.feedback.forms import CHOOSE
from portal.feedback.words import KINDS
from portal.web.fields import PortalForm, Required, choices


class AssistedForm(PortalForm):
    """Consent first; then how the words come about."""

    consent = BooleanField(
        _l("I read this out and the person agreed"),
        validators=[Required(_l("Read it out and tick the box when the person agrees"))],
    )
    kind = RadioField(
        _l("What does the person want to do?"),
        choices=choices(KINDS),
        validators=[Required(CHOOSE)],
    )
    wording = RadioField(
        _l("Whose words will you type?"),
        choices=choices(
            {
                Wording.OWN_WORDS: _l("In their own words"),
                Wording.AS_TOLD: _l("As told to me"),
            }
        ),
        validators=[Required(CHOOSE)],
    )
    interpreter = RadioField(
        _l("Was an interpreter used?"),
        choices=choices({"no": _l("No"), "yes": _l("Yes")}),
        validators=[Required(CHOOSE)],
    )
    language = SelectField(_l("Language of the words"), validate_choice=False)
