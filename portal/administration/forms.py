"""Forms for organisations, sites, services and partners."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField

from portal.administration.days import day_field
from portal.administration.words import (
    ORGANISATION_KINDS,
    PARTNER_KINDS,
    REFUSALS,
    SERVICE_KINDS,
)
from portal.web.fields import MaxLength, PortalForm, Required, choices


class RefusableForm(PortalForm):
    """A form that can say what a verb refused."""

    def refuse(self, code: str) -> None:
        """Put the sentence of a refusal to its field, or to the first field of the form."""
        name, sentence = REFUSALS[code]
        fields = list(self)
        field = self[name] if name in self else fields[0]
        field.errors = [str(sentence)]


def _name() -> StringField:
    return StringField(_l("Name"), validators=[Required(_l("Enter the name")), MaxLength(200)])


def _code(label: str) -> StringField:
    return StringField(label, validators=[Required(_l("Enter the code")), MaxLength(12)])


def capitals(text: str | None) -> str:
    return "".join((text or "").split()).upper()


class OrganisationForm(RefusableForm):
    """A new organisation."""

    name = _name()
    code = _code(_l("ODS code"))
    kind = SelectField(_l("Kind"), choices=choices(ORGANISATION_KINDS))
    valid_from = day_field(_l("First day"), required=False)


class SiteForm(RefusableForm):
    """A new site."""

    name = _name()
    code = _code(_l("ODS code of the site"))
    organisation = _code(_l("Code of its organisation"))
    town = StringField(_l("Town"), validators=[MaxLength(80)])
    council = SelectField(_l("Council"), validate_choice=False)
    valid_from = day_field(_l("First day"), required=False)


class ServiceForm(RefusableForm):
    """A new care service."""

    name = _name()
    kind = SelectField(_l("Kind"), choices=choices(SERVICE_KINDS))
    organisation = _code(_l("Code of its organisation"))
    site = StringField(_l("Code of its site, if it has one"), validators=[MaxLength(12)])
    town = StringField(_l("Town"), validators=[MaxLength(80)])
    valid_from = day_field(_l("First day"), required=False)


class RenameForm(RefusableForm):
    """Another name from today."""

    name = _name()


class DatesForm(RefusableForm):
    """From which day to which."""

    valid_from = day_field(_l("First day"), required=False)
    valid_to = day_field(_l("Last day"), required=False)


class MergeForm(RefusableForm):
    """What goes on with its work, and from when."""

    into = StringField(
        _l("Code of the one that goes on with its work"),
        validators=[Required(_l("Enter the code")), MaxLength(80)],
    )
    valid_to = day_field(_l("Last day of the old one"), required=True)


class MoveSiteForm(RefusableForm):
    """Another organisation."""

    organisation = _code(_l("Code of its new organisation"))


class MoveServiceForm(MoveSiteForm):
    """Another organisation and site."""

    site = StringField(_l("Code of its site, if it has one"), validators=[MaxLength(12)])


class CodeForm(RefusableForm):
    """An ODS code and its days."""

    code = _code(_l("ODS code"))
    valid_from = day_field(_l("First day"), required=True)
    valid_to = day_field(_l("Last day, if it is known"), required=False)


class LastDayForm(RefusableForm):
    """A last day."""

    valid_to = day_field(_l("Last day"), required=True)


class PartnerForm(RefusableForm):
    """A new partner."""

    name = _name()
    kind = SelectField(_l("Kind"), choices=choices(PARTNER_KINDS))
    area = StringField(_l("Area"), validators=[MaxLength(120)])
    valid_from = day_field(_l("First day"), required=False)


class ClosePartnerForm(RefusableForm):
    """When it stops."""

    valid_to = day_field(_l("Last day; leave it empty to open it again"), required=False)
