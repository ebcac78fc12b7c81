"""One of everything that the administration looks after."""

from datetime import date, timedelta

from portal.db import db
from portal.equality.queries import newest_version
from portal.equality.service import load_questions, start_draft
from portal.i18n import today
from portal.insight.periods import add_months, last_period, months_from
from portal.insight.places import ChosenPlace
from portal.insight.rebasing import rebase
from portal.insight.series import REGION
from portal.organisations.models import Organisation
from portal.organisations.ods import add_code
from portal.organisations.queries import find_service
from portal.reply_templates.service import TemplateWords, add_template
from portal.settings.service import set_value
from tests.factories import make_staff
from tests.insight.answers import keep_answers, make_public

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
    _figures(rows)


def _figures(rows: dict[str, dict[str, int]]) -> None:
    """Something of a half year that is over, and a chart with new limits."""
    period = last_period()
    for month in months_from(period, 6):
        keep_answers(month, (9, 2, 1), language="ar" if month == period else "en")
    make_public()
    by = make_staff("insight", email="figures@staff.example")
    region = ChosenPlace("region", "", REGION, "region")
    row = rebase(region, "answers", "PE-I-01", month=add_months(period, 3),
                 reason="A new ward opened", by=by)  # fmt: skip
    rows["rebase"]["rebase"] = row.id
