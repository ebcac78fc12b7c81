"""Changes for staff."""

from collections.abc import Sequence
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from sqlalchemy.orm.exc import StaleDataError
from wtforms import SelectChoice

from portal.accounts.access import requires
from portal.accounts.permissions import Permission
from portal.accounts.scope import in_scope, services_in_scope
from portal.db import id_typed
from portal.feedback.models import Feedback
from portal.feedback.queries import find_feedback
from portal.feedback.scope import may_see
from portal.organisations.models import CareService
from portal.organisations.queries import find_service, list_services
from portal.strategy.catalogue import statement_text, theme_name
from portal.web.fields import version_shown
from portal.you_said_we_did import service
from portal.you_said_we_did.forms import ChangeForm
from portal.you_said_we_did.models import Change, ChangeState
from portal.you_said_we_did.queries import find_change, list_changes, list_evidence_references
from portal.you_said_we_did.words import STATES


@requires(Permission.READ_DESK)
def index() -> Any:
    """All changes with what waits for a second person."""
    after, before = (id_typed(request.args.get(name)) for name in ("after", "before"))
    found = list_changes(current_user, after=after, before=before)
    return render_template(
        "you_said_we_did/desk_list.html",
        rows=[(c, service.may_approve(c, current_user)) for c in found.items],
        newer=url_for("changes.index", before=found.before.id) if found.before else None,
        older=url_for("changes.index", after=found.after.id) if found.after else None,
    )


def _find(change_id: int) -> Change:
    change = find_change(change_id)
    if change is None or not in_scope(current_user, change.care_service_id):
        abort(404)
    return change


def _form(**filled: Any) -> ChangeForm:
    form = ChangeForm(request.form if request.method == "POST" else None, **filled)
    form.service.choices = [SelectChoice(s.slug, s.name) for s in _services()]
    return form


def _services() -> Sequence[CareService]:
    return list_services(services_in_scope(current_user))


@requires(Permission.PUBLISH_CHANGE)
def new() -> Any:
    """Write a change, perhaps from one piece of feedback."""
    form = _form(data=_start())
    if request.method == "POST" and (ready := _ready(form)):
        change = service.write_change(*ready, by=current_user)
        flash(_("The change is saved. A second person publishes it."))
        return redirect(url_for("changes.edit", change_id=change.id))
    return _show(form, None)


def _start() -> dict[str, Any]:
    text = request.args.get("from", "")
    feedback = (
        find_feedback(int(text)) if text.isascii() and text.isdigit() and len(text) < 10 else None
    )
    if feedback is None or not may_see(current_user, feedback):
        return {}
    slug = feedback.care_service.slug if feedback.care_service else None
    return {"evidence": feedback.reference, "service": slug}


@requires(Permission.PUBLISH_CHANGE)
def edit(change_id: int) -> Any:
    """Change the words of a change."""
    change = _find(change_id)
    form = _form(data=_known(change))
    if request.method == "POST" and (ready := _ready(form)):
        try:
            # a form without its version is a stale one, whatever the record has now
            version = version_shown(request.form.get("version"))
            service.edit_change(change, *ready, version=version, by=current_user)
        except StaleDataError:
            return _show_both(form, change_id)
        flash(_("The change is saved. A second person publishes it."))
        return redirect(url_for("changes.edit", change_id=change.id))
    return _show(form, change)


def _known(change: Change) -> dict[str, Any]:
    names = ("state", "you_said", "we_did", "next_steps", "why_not", "version")
    return {
        **{name: getattr(change, name) for name in names},
        "service": change.care_service.slug,
        "theme": change.theme_id,
        "statement": change.statement_id or "",
        "evidence": " ".join(list_evidence_references(change.id)),
    }


def _show_both(form: ChangeForm, change_id: int) -> Any:
    """What was typed beside what somebody else saved meanwhile; saving again is then a choice."""
    change = find_change(change_id)
    if change is None:
        abort(404)
    form.version.data = str(change.version)
    form.you_said.errors = [
        _("Somebody else changed this first. Compare it with what is saved now, then save again.")
    ]
    return _show(form, change, saved=_saved_now(form, change)), 409


def _saved_now(form: ChangeForm, change: Change) -> list[tuple[str, str]]:
    shown = {
        **_known(change),
        "state": STATES[ChangeState(change.state)],
        "service": change.care_service.name,
        "theme": theme_name(change.theme_id),
        "statement": statement_text(change.statement_id) if change.statement_id else "",
    }
    shown.pop("version")
    return [(f.label.text, str(shown[f.name])) for f in form if shown.get(f.name)]


def _show(form: ChangeForm, change: Change | None, saved: Any = ()) -> Any:
    return render_template(
        "you_said_we_did/desk_edit.html",
        form=form,
        change=change,
        saved=saved,
        may_approve=change is not None
        and request.method == "GET"
        and service.may_approve(change, current_user),
        errors_shown=bool(form.errors),
    )


def _ready(form: ChangeForm) -> tuple[service.ChangeText, list[Feedback]] | None:
    care_service = find_service((form.service.data or "")[:80])
    valid = form.validate()
    if care_service is None or not in_scope(current_user, care_service.id):
        form.service.errors = [_("Choose a service")]
        return None
    try:
        evidence = service.find_evidence(form.evidence.data or "", by=current_user)
    except service.UnknownEvidence as error:
        names = ", ".join(error.references)
        form.evidence.errors = [_("We do not know these references: %(names)s", names=names)]
        return None
    return (_words(form, care_service.id), evidence) if valid else None


def _words(form: ChangeForm, care_service_id: int) -> service.ChangeText:
    return service.ChangeText(
        state=form.state.data,
        you_said=form.you_said.data or "",
        we_did=form.we_did.data or "",
        next_steps=form.next_steps.data or "",
        why_not=form.why_not.data or "",
        care_service_id=care_service_id,
        theme_id=form.theme.data,
        statement_id=form.statement.data or None,
    )


@requires(Permission.CHECK_SECOND)
def publish(change_id: int) -> Any:
    """Publish as the second person."""
    change = _find(change_id)
    version = version_shown(request.form.get("version"))
    service.publish_change(change, version=version, by=current_user)
    flash(_("The change is published. Those who asked are told."))
    return redirect(url_for("changes.index"))


def item_panel(feedback_id: int) -> str:
    """The way from one item to a change."""
    return render_template("you_said_we_did/desk_panel.html", feedback_id=feedback_id)
