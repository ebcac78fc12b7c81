"""Finding starts of replies."""

from collections.abc import Sequence

from sqlalchemy import or_, select

from portal.db import session
from portal.reply_templates.models import ReplyTemplate

PAGE = 50


def list_reply_templates(
    kind: str, language: str, theme_id: str | None = None
) -> Sequence[ReplyTemplate]:
    """The active starts for one kind of feedback in one language, by name.

    With a theme, those of other themes are left out.
    """
    wanted = select(ReplyTemplate).where(
        ReplyTemplate.active,
        ReplyTemplate.language == language,
        or_(ReplyTemplate.kind.is_(None), ReplyTemplate.kind == kind),
    )
    if theme_id is not None:
        of_theme = or_(ReplyTemplate.theme_id.is_(None), ReplyTemplate.theme_id == theme_id)
        wanted = wanted.where(of_theme)
    return session().scalars(wanted.order_by(ReplyTemplate.name, ReplyTemplate.id)).all()


def list_all_templates(after: int | None = None) -> Sequence[ReplyTemplate]:
    """All starts by name, retired ones too; `after` is the id of the last one seen.

    Returns at most one more than a page.
    """
    name, ident = ReplyTemplate.name, ReplyTemplate.id
    wanted = select(ReplyTemplate).order_by(name, ident).limit(PAGE + 1)
    last = find_template(after) if after else None
    if last is not None:
        wanted = wanted.where((name > last.name) | ((name == last.name) & (ident > last.id)))
    return session().scalars(wanted).all()


def find_template(template_id: int) -> ReplyTemplate | None:
    """One start."""
    return session().get(ReplyTemplate, template_id) if template_id < 2**31 else None
