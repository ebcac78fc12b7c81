"""Forms about people's accounts."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    EmailField,
    PasswordField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import ValidationError

from portal.accounts.management import may_grant
from portal.accounts.models import User
from portal.accounts.passwords import LONGEST, what_is_wrong
from portal.accounts.people import Access
from portal.accounts.words import IDENTITY_CHECKS, ROLE_NAMES
from portal.organisations.queries import find_places, list_organisations, list_partners
from portal.web.email import Email
from portal.web.fields import MaxLength, PortalForm, Required, choices

EVERYTHING, PLACES = "everything", "places"


class AccessForm(PortalForm):
    """Name, job, roles and the places they are held for."""

    name = StringField(
        _l("Name, as people see it under answers"),
        validators=[Required(_l("Enter a name")), MaxLength(120)],
    )
    job_title = StringField(_l("Job title (optional)"), validators=[MaxLength(120)])
    roles = SelectMultipleField(
        _l("Roles"),
        choices=choices(ROLE_NAMES),
        validators=[Required(_l("Choose at least one role"))],
    )
    partner = SelectField(_l("Partner, for volunteers and their supervisors"))
    reach = RadioField(
        _l("What the roles are held for"),
        choices=choices({EVERYTHING: _l("Everything"), PLACES: _l("Only the places chosen below")}),
        validators=[Required(_l("Choose what the roles are held for"))],
    )
    organisations = SelectMultipleField(_l("Whole organisations"))
    places = TextAreaField(_l("Sites and services, by their codes"), validators=[MaxLength(2000)])

    def prepare(self, actor: User) -> None:
        """Offer what `actor` may give."""
        own = {s.organisation_id for s in actor.scopes}
        self.roles.choices = [
            SelectChoice(n, str(label)) for n, label in ROLE_NAMES.items() if may_grant(actor, n)
        ]
        self.organisations.choices = [
            SelectChoice(o.code, o.name) for o in list_organisations() if not own or o.code in own
        ]
        partners = [SelectChoice(p.id, p.name) for p in list_partners()]
        self.partner.choices = [SelectChoice("", _("None")), *partners]

    def validate_places(self, field: Any) -> None:
        """Every code belongs to a site or a service, and a limit names a place."""
        *_found, unknown = find_places((field.data or "").split())
        if unknown:
            names = ", ".join(unknown)[:200]
            raise ValidationError(_("We do not know these codes: %(names)s", names=names))
        if self.reach.data == PLACES and not self.organisations.data and not field.data:
            raise ValidationError(_("Choose an organisation, or enter a code"))

    def validate_partner(self, field: Any) -> None:
        """A volunteer belongs to a partner."""
        if {"volunteer", "supervisor"} & set(self.roles.data or ()) and not field.data:
            raise ValidationError(_("Choose the partner of the volunteer"))

    def access(self) -> Access:
        """What the form says."""
        limited = self.reach.data == PLACES
        sites, services, _unknown = find_places((self.places.data or "").split())
        return Access(
            name=self.name.data or "",
            job_title=self.job_title.data or "",
            roles=frozenset(self.roles.data or ()),
            partner_id=self.partner.data or None,
            organisations=tuple(self.organisations.data or ()) if limited else (),
            sites=tuple(sites) if limited else (),
            services=tuple(services) if limited else (),
        )


class InviteForm(AccessForm):
    """The same for somebody new."""

    email = EmailField(
        _l("Email address"),
        validators=[Required(_l("Enter an email address")), MaxLength(254), Email()],
    )


class IdentityForm(PortalForm):
    """How it was made sure that the person is who they say."""

    identity = RadioField(
        _l("How do you know that it is this person?"),
        choices=choices(IDENTITY_CHECKS),
        validators=[Required(_l("Say how you know that it is this person"))],
    )


class ForgottenForm(PortalForm):
    """Asks for a mail to choose a new password."""

    email = EmailField(
        _l("Email address"),
        validators=[Required(_l("Enter an email address")), MaxLength(254), Email()],
    )


class PasswordForm(PortalForm):
    """A new password, twice; `about` are the names of the person, which are no password."""

    about: tuple[str, ...] = ()
    password = PasswordField(_l("New password"), validators=[Required(_l("Enter a password"))])
    again = PasswordField(
        _l("The same password again"), validators=[Required(_l("Enter the password again"))]
    )

    def validate_password(self, field: Any) -> None:
        """The rule for passwords."""
        if wrong := what_is_wrong(field.data[: LONGEST + 1], about=self._names()):
            raise ValidationError(wrong)

    def _names(self) -> tuple[str, ...]:
        typed = self["name"].data or "" if "name" in self else ""
        return (*self.about, typed)

    def validate_again(self, field: Any) -> None:
        """Both are the same."""
        if field.data != self.password.data:
            raise ValidationError(_("The two passwords are not the same"))


class FirstSignInForm(PasswordForm):
    """The same with the name that the public sees."""

    name = StringField(
        _l("Your name, as people see it under your answers"),
        validators=[Required(_l("Enter your name")), MaxLength(120)],
    )
