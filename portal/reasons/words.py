"""Sentences of the reasons that come with the portal."""

from flask_babel import lazy_gettext as _l

from portal.reasons.models import Reason

FOR_STAFF = {
    Reason.FIT_TO_PUBLISH: _l("It follows our rules for publishing"),
    Reason.IDENTIFIES_SOMEONE: _l("It says who somebody is"),
    Reason.ABUSE: _l("It attacks somebody"),
    Reason.NOT_ABOUT_CARE: _l("It is not about health or care"),
    Reason.LEGAL_PROCEEDINGS: _l("A court or the police are involved"),
    Reason.SAFEGUARDING: _l("Somebody may be at risk"),
    Reason.DUPLICATE: _l("We have the same words already"),
}
FOR_PERSON = {
    Reason.FIT_TO_PUBLISH: _l("Your words follow our rules for publishing."),
    Reason.IDENTIFIES_SOMEONE: _l("Your words say who somebody is."),
    Reason.ABUSE: _l("Your words attack somebody."),
    Reason.NOT_ABOUT_CARE: _l("Your words are not about health or care."),
    Reason.LEGAL_PROCEEDINGS: _l("A court or the police may be looking at this."),
    Reason.SAFEGUARDING: _l("We want to be sure first that everybody is safe."),
    Reason.DUPLICATE: _l("We have the same words already."),
}
