"""One of everything that the administration looks after."""

from datetime import date, timedelta

from portal.db import db
from portal.equality.queries import newest_version
from portal.equality.service import load_questions, start_draft
from portal.i18n import today
from portal.organisations.models import Organisation
from portal.organisations.ods import add_code
from portal.organisations.queries import find_service
from portal.reply_templates.service import TemplateWords, add_template
from portal.settings.service import set_value

ACTOR = "system"


def keep_what_rules(rows: dict[str, dict[str, int]]) -> None:
    """Make one row of each sort, and note its id."""
    service = find_service("r0b01")
    organisation = db.session.get_one(Organisation, "RX6")
    assert service is not None
    rows["service"]["service"] = service.id
    code = add_code(organisation, "RX6", valid_from=date(2013, 4, 1), valid_to=None, actor=ACTOR)
    rows["code"]["code"] = code.id
    words = TemplateWords("Thank you", "experience", None, "en", "Thank you for {service}.")
    rows["template"]["template"] = add_template(words, actor=ACTOR).id
    later = today() + timedelta(days=9)
    set_value("draft_days", 10, effective_on=later, reason="More time", actor=ACTOR)
    load_questions()
    draft, version = start_draft(actor=ACTOR), newest_version()
    assert version is not None
    rows["version"] = {"version": version.id, "draft version": draft.id}
    rows["question"] = {"question": draft.questions[0].id}
