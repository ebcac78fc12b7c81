"""Scorecards and charts as people see them."""

import re

from flask import Flask
from sqlalchemy import select

from portal.audit.models import AuditEntry
from portal.db import session, writing
from portal.i18n import today
from portal.insight.models import Rebase
from portal.insight.periods import add_months, last_months, last_period, months_from
from portal.insight.rollups import repair
from portal.organisations.models import Organisation
from portal.organisations.queries import find_service
from tests.factories import make_staff, sign_in, sign_in_as
from tests.insight.answers import keep_answers, make_public
from tests.pages import Page

MONTHS = last_months(24)
#: true numbers of the last months, in turn: 27 people each
TRUE = ((23, 3, 1), (20, 4, 3))


def keep_two_years() -> None:
    """Two years at one service, the last ten months better than those before."""
    for n, month in enumerate(MONTHS[:14]):
        keep_answers(month, ((6, 2, 8), (8, 2, 6))[n % 2])
    for n, month in enumerate(MONTHS[14:]):
        keep_answers(month, TRUE[n % 2])
    make_public()


def test_staff_see_true_numbers_with_their_interval(sqlite_app: Flask, sqlite_page: Page) -> None:
    with sqlite_app.app_context():
        keep_answers(MONTHS[-1], (3, 1, 1), statement="PE-I-02")
        keep_answers(MONTHS[-1], TRUE[0])
        repair()
    sign_in_as(sqlite_page, "insight")
    shown = sqlite_page.get("/desk/scorecards")
    assert "85% (between 68% and 94%) held 23, partly 3, did not hold 1" in shown.text
    assert "Too few to say held 3, partly 1, did not hold 1" in shown.text


def test_a_chart_says_in_words_and_in_a_table_what_it_draws(
    sqlite_app: Flask, sqlite_page: Page
) -> None:
    with sqlite_app.app_context():
        keep_two_years()
    sign_in_as(sqlite_page, "insight")
    shown = sqlite_page.get("/desk/scorecards/PE-I-01?target=99")
    assert "Better: the newest month is higher than chance explains." in shown.text
    assert "The target will be met in no month, as things are." in shown.text
    assert "Part of seven months above the average" in shown.text
    assert shown.response.text.count('<path class="portal-xmr__improvement"') == 10
    description = re.search(r"<desc[^>]*>([^<]+)</desc>", shown.response.text)
    assert description and "On average it held for" in description[1]


def test_a_person_begins_new_limits_with_a_reason_and_takes_them_back(
    app: Flask, page: Page
) -> None:
    with app.app_context():
        keep_two_years()
    sign_in_as(page, "insight")
    form = "/desk/scorecards/PE-I-01/new-limits?place=region&source=answers"
    assert "Write why this is a new level" in page.post(form, {"month": "x"}, status=200).text
    month = f"{MONTHS[14]:%Y-%m}"
    page.post(form, {"month": month, "reason": "More nurses since then"})
    again = page.post(form, {"month": month, "reason": "Twice"}, status=200)
    assert "The limits begin anew in this month already." in again.text
    shown = page.get("/desk/scorecards/PE-I-01")
    assert "No clear change: the newest month is as usual." in shown.text
    assert "trial limits" in shown.text and "More nurses since then" in shown.text
    page.post("/desk/scorecards/new-limits/1/take-back", at="/desk/scorecards/PE-I-01",
              action="take-back")  # fmt: skip
    with app.app_context():
        verbs = session().scalars(select(AuditEntry.verb).where(AuditEntry.subject == "chart"))
        assert list(verbs) == ["rebase_chart", "take_back_rebase"]
        assert not session().scalars(select(Rebase)).all()


def test_staff_see_and_change_only_what_is_in_their_scope(
    sqlite_app: Flask, sqlite_page: Page
) -> None:
    with sqlite_app.app_context():
        keep_answers(MONTHS[-1], (20, 0, 0), slug="r0b01")
        keep_answers(MONTHS[-1], (0, 0, 30), slug="rtd01")
        repair()
        mine, other = find_service("r0b01"), find_service("rtd01")
        assert mine is not None and other is not None
        ids = mine.id, other.id
        make_staff("insight", email="scoped@staff.example", organisations=["R0B"])
    sign_in(sqlite_page, "scoped@staff.example")
    text = sqlite_page.get("/desk/scorecards").text
    assert "held 20, partly 0, did not hold 0" in text and "30" not in text
    sqlite_page.get(f"/desk/scorecards/PE-I-01?place=s-{ids[0]}")
    sqlite_page.get("/desk/scorecards/PE-I-01?place=o-R0B")
    for place in (f"s-{ids[1]}", "o-RTD", "region", "s-99999999999", "x", "o-%00"):
        sqlite_page.get(f"/desk/scorecards/PE-I-01?place={place}", status=404)
        sqlite_page.get(f"/desk/scorecards/PE-I-01/new-limits?place={place}", status=404)


def test_everybody_sees_fixed_half_years_and_no_true_number(app: Flask, page: Page) -> None:
    with app.app_context():
        keep_two_years()
    first = f"{last_period():%Y-%m}"
    for address in ("/how-care-feels/sentences/PE-I-01", "/how-care-feels/organisations/R0B",
                    "/how-care-feels/themes/positive_experiences",
                    "/how-care-feels/organisations/R0B/PE-I-01"):  # fmt: skip
        shown = page.get(f"{address}?period={first}")
        assert "80%" in shown.text and "from about" in shown.text
        numbers = [int(n) for n in re.findall(r"from about (\d+)", shown.text)]
        assert numbers and not [n for n in numbers if n % 5 or n < 10], address
        assert "did not hold" not in shown.text, address
        page.get(f"{address}?period=2026-05", status=404)


def test_the_public_chart_has_only_months_of_half_years_that_are_over(
    sqlite_app: Flask, sqlite_page: Page
) -> None:
    with sqlite_app.app_context():
        keep_two_years()
    shown = sqlite_page.get("/how-care-feels/sentences/PE-I-01")
    rows = [row for row in shown.find_all("tr") if "%" in "".join(row.itertext())]
    end = add_months(last_period(), 6)
    months = [month for month in months_from(MONTHS[0], 24) if month < end]
    assert len([r for r in rows if re.search(r"20\d\d", "".join(r.itertext()))]) == len(months)


def test_pages_with_figures_stand_in_the_site_map(sqlite_app: Flask, sqlite_page: Page) -> None:
    with sqlite_app.app_context():
        keep_two_years()
    text = sqlite_page.client.get("/sitemap.xml").text
    for path in ("/how-care-feels</loc>", "/how-care-feels/organisations/R0B/PE-I-01</loc>",
                 "/ar/how-care-feels/themes/patient_safety</loc>"):  # fmt: skip
        assert path in text


def test_an_organisation_that_was_merged_leads_to_the_other(
    sqlite_app: Flask, sqlite_page: Page
) -> None:
    with sqlite_app.app_context():
        with writing() as db:
            row = db.get_one(Organisation, "RR7")
            row.merged_into_code, row.valid_to = "R0B", today()
        there = sqlite_page.client.get("/how-care-feels/organisations/RR7").headers["Location"]
        assert there.endswith("/how-care-feels/organisations/R0B")
        with writing() as db:
            row = db.get_one(Organisation, "RR7")
            row.merged_into_code, row.valid_to = None, None
