"""How records speak to staff."""

from collections.abc import Callable

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from portal.records.periods import find_class

CLASSES: dict[str, Callable[[int], str]] = {
    "complaint": lambda years: ngettext(
        "Complaint case file: %(num)s year after it is closed",
        "Complaint case file: %(num)s years after it is closed",
        years,
    ),
    "advice": lambda years: ngettext(
        "Advice and concerns: %(num)s year after the end of the financial year",
        "Advice and concerns: %(num)s years after the end of the financial year",
        years,
    ),
    "survey_return": lambda years: ngettext(
        "What one person told us: %(num)s year after we received it",
        "What one person told us: %(num)s years after we received it",
        years,
    ),
    "incident": lambda years: ngettext(
        "Incident that is not serious: %(num)s year after it",
        "Incident that is not serious: %(num)s years after it",
        years,
    ),
    "serious_incident": lambda years: ngettext(
        "Serious incident: %(num)s year after it",
        "Serious incident: %(num)s years after it",
        years,
    ),
}


def class_name(class_id: str) -> str:
    """The name of a class with the years for which it is kept as things stand today."""
    return CLASSES[class_id](find_class(class_id).years)


#: headings of the copy for the person; a table that is not named here shows its own name
TABLES = {
    "feedback": _l("The feedback"),
    "passages": _l("The person's words"),
    "statement_answers": _l("Answers to the sentences about good care"),
    "contacts": _l("How to reach the person"),
    "messages": _l("What the person wrote back"),
    "drafts": _l("The draft it was sent from"),
    "responses": _l("Answers to the person"),
    "follow_up_questions": _l("Questions to the person"),
    "follow_up_answers": _l("The person's answers to questions"),
    "notes": _l("Notes of staff"),
    "decisions": _l("Decisions"),
    "readings": _l("What the computer read"),
    "read_statements": _l("Statements that the computer read"),
    "read_themes": _l("Themes that the computer read"),
    "reading_corrections": _l("Corrections by staff"),
    "complaint_cases": _l("The complaint's case"),
    "assisted_entries": _l("Help with the entry"),
    "change_evidence": _l("Changes that came from it"),
    "changes": _l("The words of these changes"),
    "retentions": _l("How long it is kept"),
    "legal_holds": _l("Legal holds"),
    "disposals": _l("Disposal"),
    "mails": _l("Mails to the person's address"),
    "audit_entries": _l("The audit trail"),
    "severities": _l("How severe staff judged it"),
    "safeguarding_referrals": _l("What was decided on safeguarding"),
    "safety_hand_overs": _l("Safety events handed over to the provider"),
    "safety_hand_over_answers": _l("What the provider told us"),
    "candour_answers": _l("Answers to the duty of candour question"),
    "urgent_calls": _l("Calls for somebody to read it"),
    "alarms": _l("Alarms because nobody had read it"),
    "alerts": _l("Staff who were told of it"),
    "assignments": _l("Who works on it"),
    "openings": _l("Staff who opened distressing words"),
    "page_reports": _l("What others reported about it"),
    "appeals": _l("Wishes for a second look"),
    "further_services": _l("Other services that played a part"),
    "joint_owners": _l("Who gathers the joint answer"),
    "reply_parts": _l("What each service gave to the joint answer"),
    "response_services": _l("For which services an answer speaks"),
}
#: what a check of the trail found; the keys are those of portal.audit.verification
FAULTS = {
    "missing": _l("an entry is missing here"),
    "inserted": _l("this entry was put in from outside"),
    "changed": _l("this entry was changed or put in"),
    "newest_missing": _l("the newest entries are missing from here on"),
    "head": _l("the record of the end of the trail was changed"),
}
