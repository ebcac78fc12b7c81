"""The sweep that sends mail."""

from flask import current_app

from portal.jobs import sweep
from portal.notify.service import send_due


@sweep("mails")
def send_mails() -> int:
    """Send what is due."""
    return send_due(current_app.config["MAIL_URL"], current_app.config["MAIL_FROM"])
