"""Changes for everybody."""

from typing import Any

from feedwerk.atom import AtomFeed
from flask import abort, render_template, request, url_for
from flask_babel import gettext as _

from portal.feedback.presenters import published
from portal.i18n import current_tag, public_address
from portal.organisations.presenters import both_names
from portal.strategy.catalogue import statement_text, theme_name
from portal.web.access import public
from portal.web.safe_text import staff_html
from portal.you_said_we_did.presenters import people_behind
from portal.you_said_we_did.queries import (
    count_evidence,
    find_published_change,
    list_changes_from,
    list_public_evidence,
    list_published_changes,
)


def _number(name: str) -> int | None:
    text = request.args.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


@public
def changes() -> Any:
    """All published changes."""
    page = list_published_changes(before=_number("before"), after=_number("after"))
    return render_template(
        "you_said_we_did/list.html",
        changes=page.items,
        newer=url_for("changes.changes", after=page.newer) if page.newer else None,
        older=url_for("changes.changes", before=page.older) if page.older else None,
    )


@public
def change(change_id: int) -> Any:
    """One change and the words behind it."""
    found = find_published_change(change_id)
    if found is None:
        abort(404)
    return render_template(
        "you_said_we_did/one.html",
        change=found,
        theme=theme_name(found.theme_id),
        statement=statement_text(found.statement_id) if found.statement_id else None,
        evidence=[published(row) for row in list_public_evidence(found.id)],
        behind=people_behind(count_evidence(found.id)),
    )


@public
def feed() -> Any:
    """The newest changes as Atom."""
    page, tag = list_published_changes(), current_tag()
    here = public_address("changes.feed", tag)
    atom = AtomFeed(
        title=_("You said, we did"),
        feed_url=here,
        url=public_address("changes.changes", tag),
        id=here,
        subtitle=tag,
    )
    for row in page.items:
        address = public_address("changes.change", tag, change_id=row.id)
        atom.add(
            title=both_names(row.care_service),
            content=str(staff_html(row.you_said) + staff_html(row.we_did)),
            content_type="html",
            author=both_names(row.care_service.organisation),
            url=address,
            id=address,
            updated=row.updated_at,
            published=row.published_at,
        )
    return atom.get_response()


def changes_panel(feedback_id: int) -> str:
    """What changed because of one piece of feedback."""
    found = list_changes_from(feedback_id)
    return render_template("you_said_we_did/panel.html", changes=found) if found else ""
