"""Checking an address a person typed."""

from email_validator import EmailNotValidError, validate_email
from flask_babel import lazy_gettext as _l
from wtforms import Form
from wtforms.fields import Field
from wtforms.validators import ValidationError


class Email:
    """A possible address; whether mail arrives there, the confirmation shows."""

    def __call__(self, form: Form, field: Field) -> None:
        """Raise `ValidationError` for something that cannot be an address."""
        if not field.data:
            return
        try:
            field.data = validate_email(field.data, check_deliverability=False).normalized
        except EmailNotValidError:
            raise ValidationError(
                str(_l("Enter an email address in the correct format, like name@example.com"))
            ) from None
