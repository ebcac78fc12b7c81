"""What the public may leave at the desk without giving feedback, and what becomes of it."""

from dataclasses import dataclass

from flask import Flask
from sqlalchemy import update

from portal.accounts.models import User
from portal.audit.service import record, staff
from portal.db import session, to_the_hour, utc_now, writing
from portal.desk.models import PageReport, Wrong
from portal.feedback.models import Feedback
from portal.feedback.signals import feedback_withdrawn


@dataclass(frozen=True)
class About:
    """What a report is about beside its page: what is wrong, and the item or answer, if any."""

    wrong: Wrong = Wrong.OTHER
    feedback_id: int | None = None
    response_id: int | None = None


def report_page(
    page: str, body: str, language: str, *, about: About = About(), contact: str = ""
) -> PageReport:
    """Keep a report that something is wrong with a page; returns the stored row."""
    report = PageReport(
        page=page,
        body=body,
        language=language,
        wrong=about.wrong,
        feedback_id=about.feedback_id,
        response_id=about.response_id,
        contact=contact or None,
        reported_at=to_the_hour(utc_now()),
    )
    with writing() as db:
        db.add(report)
        db.flush()
    return report


def deal_with(report: PageReport, *, by: User) -> None:
    """Say that a report was dealt with; how to reach the person is erased. Twice is once."""
    with writing():
        if report.dealt_with_by is not None:
            return
        report.dealt_with_by, report.contact = by.id, None
        record(staff(by.id), "deal_with_report", "page_report", report.id)


@feedback_withdrawn.connect
def forget_reports(_app: Flask, feedback: Feedback) -> None:
    """Erase what others wrote about words that are gone; it may quote them."""
    reports = update(PageReport).where(PageReport.feedback_id == feedback.id)
    session().execute(reports.values(body="", contact=None))
