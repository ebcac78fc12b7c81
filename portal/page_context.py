"""Words and functions that every template can use."""

from datetime import date, datetime
from typing import Any

from babel.dates import format_skeleton
from flask import Flask, current_app, g, request, url_for
from flask_babel import format_date, get_locale
from flask_babel import gettext as _
from flask_security import current_user
from sqlalchemy.exc import SQLAlchemyError

from portal import i18n, settings
from portal.accounts.access import may
from portal.accounts.permissions import Permission
from portal.audit.words import verb_name
from portal.desk import words as desk_words
from portal.feedback import words
from portal.feedback.codes import as_shown
from portal.insight.words import chart_summary, point_words
from portal.organisations.presenters import both_names
from portal.organisations.queries import list_signposts
from portal.organisations.signposts import ShownSignpost, built_in, shown
from portal.reasons.queries import reason_for_staff
from portal.records.words import class_name
from portal.strategy.catalogue import statement_text
from portal.web.csrf import staff_fields
from portal.web.fields import clean
from portal.web.headers import csp_nonce
from portal.web.own_pages import named_page
from portal.web.panels import panels
from portal.web.safe_text import staff_html
from portal.you_said_we_did.words import COLOURS, STATES

#: the accessibility statement is reviewed at least once a year (SI 2018/952 reg 8)
STATEMENT_REVIEWED = date(2026, 11, 24)


def init_page_context(app: Flask, assets: dict[str, str]) -> None:
    """Give the templates of `app` their words; `assets` maps a name to its file."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.filters["clean"] = clean
    app.jinja_env.globals.update(
        csp_nonce=csp_nonce,
        staff_csrf=staff_fields,
        staff_html=staff_html,
        statement_text=statement_text,
        statement_date=STATEMENT_REVIEWED,
        **_names(),
        **_dates(),
    )
    app.context_processor(lambda: _page(assets))


def _names() -> dict[str, Any]:
    prompts = {
        "good": lambda: _("What was good"),
        "better": lambda: _("What we could do better"),
        "happened": lambda: _("What happened"),
        "wanted": lambda: _("What you would like to happen"),
        "comment": lambda: _("Comment"),
        "statement": lambda: _("More about this"),
    }
    corrections = {**desk_words.POLARITIES, "absent": None}
    return {
        "kind_name": lambda v: words.KIND_NAMES[v],
        "state_name": lambda v: words.STATES_FOR_STAFF[v],
        "overall_name": lambda v: words.OVERALL[v],
        "answer_name": lambda v: words.ANSWERS[v],
        "prompt_name": lambda v: prompts[v](),
        "risk_name": lambda v: desk_words.RISKS[v],
        "sentiment_name": lambda v: desk_words.SENTIMENTS[v],
        "outcome_name": lambda v: desk_words.OUTCOMES[v],
        "reason_name": reason_for_staff,
        "verb_name": verb_name,
        "abstention": lambda v: desk_words.ABSTENTIONS.get(v, v),
        "coach_sentence": lambda v: desk_words.COACH[v],
        "correction_name": lambda v: corrections.get(v) or _("not about this"),
        "retention_class": class_name,
        "change_state": lambda v: STATES[v],
        "change_colour": lambda v: COLOURS[v],
        "both_names": both_names,
        "chart_summary": chart_summary,
        "point_words": point_words,
        "setting": settings.value,
        "direction_of": i18n.direction,
        "isolated": i18n.isolated,
        "listed": i18n.listed,
        "language_here": i18n.language_name_here,
        "shown_code": lambda code: as_shown(code, i18n.current_tag()),
        "signposts": _signposts,
        "sent_panels": lambda feedback: panels("sent", feedback.id) if feedback else [],
    }


def _signposts() -> list[ShownSignpost]:
    """Where to get help now; the built-in ones while the database cannot be asked."""
    if "signposts" not in g:
        try:
            rows = [] if g.get("database_trouble") else list_signposts()
        except SQLAlchemyError:
            rows = []
        g.signposts = [shown(signpost) for signpost in rows or built_in()]
    found: list[ShownSignpost] = g.signposts
    return found


def _dates() -> dict[str, Any]:
    return {
        "full_date": lambda v: format_date(_london(v), "long"),
        "month": lambda v: format_skeleton("yMMMM", v, locale=get_locale()),
        "short_month": lambda v: format_skeleton("MMM", v, locale=get_locale()),
    }


def _london(moment: date | datetime) -> date:
    return moment.astimezone(i18n.LONDON).date() if isinstance(moment, datetime) else moment


def _page(assets: dict[str, str]) -> dict[str, Any]:
    root = request.script_root.removesuffix(f"/{i18n.current_tag()}")
    return {
        "asset_url": lambda name: f"{root}/static/dist/{assets[name]}",
        "locale_tag": i18n.current_tag(),
        "text_direction": i18n.direction(i18n.current_tag()),
        "languages": i18n.languages_of_page(),
        "site_name": _("Tell us about your care: North East and North Cumbria"),
        "demo_mode": not current_app.config["PRODUCTION"],
        "nav_links": _navigation(),
        "staff_links": _staff_navigation(),
        "address_here": request.script_root + request.path,
        "footer_links": _footer(),
        "errors_shown": False,
    }


def _navigation() -> list[tuple[str, str]]:
    return [
        (_("Home"), url_for("pages.home")),
        (_("Tell us"), url_for("feedback.start")),
        (_("What people told us"), url_for("feedback.experiences")),
        (_("You said, we did"), url_for("changes.changes")),
        (_("How care feels"), url_for("insight.index")),
        (_("Get involved"), url_for("involvement.get_involved")),
        (_("Your feedback"), url_for("follow_up.sign_in")),
    ]


def _staff_navigation() -> list[tuple[str, str]]:
    staff = [
        (Permission.READ_DESK, _("Desk"), "desk.queue"),
        (Permission.HANDLE_COMPLAINTS, _("Complaints"), "complaints.queue"),
        (Permission.READ_DESK, _("Appeals"), "appeals.queue"),
        (Permission.READ_DESK, _("Safety"), "safety.overview"),
        (Permission.READ_DESK, _("Duty rota"), "duty.rota"),
        (Permission.READ_DESK, _("Changes"), "changes.index"),
        (Permission.SEE_DASHBOARD, _("Dashboard"), "insight.dashboard"),
        (Permission.SEE_DASHBOARD, _("Scorecards"), "insight.scorecards"),
        (Permission.READ_DESK, _("Outbox"), "desk.outbox"),
        (Permission.READ_DESK, _("Problems with pages"), "desk.page_reports"),
        (Permission.ASSIST, _("Help somebody"), "assisted.start"),
        (Permission.MANAGE_PEOPLE, _("People"), "people.index"),
        (Permission.MANAGE_PEOPLE, _("Shared load"), "desk.shared_load"),
        (Permission.ADMINISTER, _("Administration"), "administration.index"),
        (Permission.MANAGE_RECORDS, _("Records"), "records.index"),
        (Permission.ADMINISTER, _("Audit trail"), "records.trail"),
    ]
    try:
        links = [(text, url_for(name)) for needed, text, name in staff if may(needed)]
    except SQLAlchemyError:  # the page that tells of trouble with the database opens all the same
        return []
    if current_user.is_authenticated:
        links.append((_("What we tell you about"), url_for("duty.preferences")))
        links.append((_("Recovery codes"), url_for("security.mf_recovery_codes")))
        links.append((_("Where you are signed in"), url_for("people.where")))
    return links


def _report_address() -> str:
    """The form about what is wrong, with the page that this is."""
    page = named_page(request.path)
    return url_for("pages.report", page=page) if page else url_for("pages.report")


def _footer() -> list[tuple[str, str]]:
    return [
        (_("Need help now?"), url_for("pages.help_now")),
        (_("Accessibility statement"), url_for("pages.accessibility")),
        (_("Privacy"), url_for("pages.privacy")),
        (_("Cookies"), url_for("pages.cookies")),
        (_("How we moderate"), url_for("pages.moderation")),
        (_("How to complain"), url_for("pages.complain")),
        (_("Something wrong with this page?"), _report_address()),
        (_("Contact"), url_for("pages.contact")),
        (_("Staff sign in"), url_for("security.login")),
    ]
