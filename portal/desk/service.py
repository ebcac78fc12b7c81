"""What the public may leave at the desk without giving feedback."""

from portal.db import utc_now, writing
from portal.desk.models import PageReport


def report_page(page: str, body: str, language: str) -> None:
    """Keep a report that a page does not work."""
    with writing() as db:
        db.add(PageReport(page=page, body=body, language=language, reported_at=utc_now()))
