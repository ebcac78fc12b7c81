"""Published experiences for everybody."""

from typing import Any

from flask import abort, render_template, request, url_for

from portal.feedback.presenters import published
from portal.feedback.queries import PublishedFilter, find_published, list_published
from portal.organisations.queries import find_service, list_services
from portal.strategy.catalogue import STATEMENTS, THEMES
from portal.web.access import public
from portal.web.panels import panels


@public
def experiences() -> Any:
    """The list with search and filters."""
    wanted, chosen = _filter()
    page = list_published(
        wanted, before=request.args.get("before"), after=request.args.get("after")
    )
    return render_template(
        "feedback/read/list.html",
        items=[published(row) for row in page.items],
        newer=_address(chosen, after=page.newer) if page.newer else None,
        older=_address(chosen, before=page.older) if page.older else None,
        services=list_services(),
        themes=THEMES,
        statements=STATEMENTS,
        chosen=chosen,
    )


def _filter() -> tuple[PublishedFilter, dict[str, str]]:
    chosen = {k: request.args.get(k, "")[:200] for k in ("q", "service", "theme", "statement")}
    chosen = {k: v.replace("\x00", "") for k, v in chosen.items()}
    service = find_service(chosen["service"]) if chosen["service"] else None
    wanted = PublishedFilter(
        query=chosen["q"],
        service_id=service.id if service else None,
        theme_id=chosen["theme"] if chosen["theme"] in {t.id for t in THEMES} else None,
        statement_id=(
            chosen["statement"] if chosen["statement"] in {s.id for s in STATEMENTS} else None
        ),
    )
    return wanted, chosen


def _address(chosen: dict[str, str], **place: str | None) -> str:
    query = {k: v for k, v in {**chosen, **place}.items() if v}
    return url_for("feedback.experiences", **query)  # type: ignore[arg-type]


@public
def experience(feedback_id: int) -> Any:
    """One experience with its answer and what changed."""
    row = find_published(feedback_id) if feedback_id < 2**31 else None
    if row is None:
        abort(404)
    return render_template(
        "feedback/read/one.html",
        item=published(row),
        panels=panels("experience", row.id),
        page_here=request.path,
    )
