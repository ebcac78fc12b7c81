"""Writing and retiring starts of replies."""

from dataclasses import asdict, dataclass

from sqlalchemy.orm.exc import StaleDataError

from portal.audit.service import record
from portal.db import utc_now, writing
from portal.reply_templates.gaps import unknown_gaps
from portal.reply_templates.models import ReplyTemplate


class UnknownGap(ValueError):
    """The body has gaps that nobody can fill; the message names them."""


@dataclass(frozen=True)
class TemplateWords:
    """What staff typed."""

    name: str
    kind: str | None
    theme_id: str | None
    language: str
    body: str
    active: bool = True


def add_template(words: TemplateWords, *, actor: str) -> ReplyTemplate:
    """Keep a new start. Raises `UnknownGap`."""
    _check(words)
    with writing() as db:
        template = ReplyTemplate(**asdict(words), changed_by=actor)
        db.add(template)
        db.flush()
        record(actor, "add", "reply_template", template.id)
    return template


def change_template(
    template: ReplyTemplate, words: TemplateWords, *, version: int, actor: str
) -> None:
    """Change or retire a start; `version` is the one that the page showed.

    Raises `UnknownGap`, and `StaleDataError` when somebody changed it meanwhile.
    """
    _check(words)
    with writing():
        if template.version != version:
            raise StaleDataError("the template was changed by somebody else")
        for name, value in asdict(words).items():
            setattr(template, name, value)
        template.changed_by, template.changed_at = actor, utc_now()
        record(actor, "change", "reply_template", template.id)


def _check(words: TemplateWords) -> None:
    if unknown := unknown_gaps(words.body):
        raise UnknownGap(", ".join(f"{{{name}}}" for name in unknown))
