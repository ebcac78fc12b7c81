"""Starts of replies."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user

from portal.accounts.access import requires
from portal.accounts.permissions import Permission
from portal.administration.views.form_page import form_page, sent
from portal.administration.word_forms import TemplateForm, number_of
from portal.audit.service import staff
from portal.reply_templates.gaps import GAPS
from portal.reply_templates.models import ReplyTemplate
from portal.reply_templates.queries import PAGE, find_template, list_all_templates
from portal.reply_templates.service import TemplateWords, add_template, change_template


@requires(Permission.ADMINISTER)
def template_list() -> Any:
    """All starts by name."""
    rows = list_all_templates(number_of(request.args.get("after", "")[:6]))
    last = rows[PAGE - 1].id if len(rows) > PAGE else None
    return render_template(
        "administration/templates.html",
        rows=rows[:PAGE],
        older=url_for("administration.template_list", after=last) if last else None,
    )


@requires(Permission.ADMINISTER)
def template_new() -> Any:
    """Write one."""
    form, back = TemplateForm(sent(), data={"active": True}), _back()
    if request.method == "POST" and form.validate():
        add_template(_words(form), actor=staff(current_user.id))
        flash(_("The template is saved."))
        return redirect(back)
    return _page(form, _("Write a template"))


@requires(Permission.ADMINISTER)
def template(template_id: int) -> Any:
    """Change or retire one."""
    found = find_template(template_id)
    if found is None:
        abort(404)
    form = TemplateForm(sent(), data=_known(found))
    if request.method == "POST" and form.validate():
        version = number_of(form.version.data) or 0
        change_template(found, _words(form), version=version, actor=staff(current_user.id))
        flash(_("The template is saved."))
        return redirect(_back())
    return _page(form, _("Change a template"))


def _back() -> str:
    return url_for("administration.template_list")


def _page(form: TemplateForm, heading: str) -> str:
    gaps = [(f"{{{name}}}", sentence) for name, sentence in GAPS.items()]
    return form_page(
        form,
        heading,
        _back(),
        button=_("Save the template"),
        gaps=gaps,
        hints={"body": _("A start: whoever replies changes it before it is sent.")},
    )


def _known(found: ReplyTemplate) -> dict[str, Any]:
    return {
        "version": str(found.version),
        "name": found.name,
        "kind": found.kind or "",
        "theme": found.theme_id or "",
        "language": found.language,
        "body": found.body,
        "active": found.active,
    }


def _words(form: TemplateForm) -> TemplateWords:
    return TemplateWords(
        name=form.name.data or "",
        kind=form.kind.data or None,
        theme_id=form.theme.data or None,
        language=form.language.data,
        body=form.body.data or "",
        active=form.active.data,
    )
