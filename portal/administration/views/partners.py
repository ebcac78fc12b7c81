"""Partners: added, renamed, closed."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user

from portal.accounts.access import requires
from portal.accounts.permissions import Permission
from portal.administration.days import parse_day, typed_day
from portal.administration.forms import ClosePartnerForm, PartnerForm, RenameForm
from portal.administration.views.form_page import form_page, sent
from portal.administration.words import kind_shown
from portal.audit.queries import list_entries
from portal.audit.service import staff
from portal.i18n import isolated, today
from portal.organisations import partners
from portal.organisations.models import Partner
from portal.organisations.naming import list_former_names
from portal.organisations.places import PlaceRefused
from portal.organisations.queries import find_partner, is_open

PAGE = 50


def _find(partner_id: str) -> Partner:
    usable = partner_id.isascii() and partner_id.isprintable() and len(partner_id) <= 60
    partner = find_partner(partner_id) if usable else None
    return partner if partner is not None else abort(404)


def _url(partner: Partner) -> str:
    return url_for("administration.partner", partner_id=partner.id)


@requires(Permission.ADMINISTER)
def partner_list() -> Any:
    """All partners by name."""
    after = request.args.get("after", "")[:60].replace("\x00", "")
    rows = partners.list_partners(after=after, most=PAGE + 1)
    last = rows[PAGE - 1].id if len(rows) > PAGE else None
    return render_template(
        "administration/partners.html",
        rows=[(p, kind_shown(p.kind), is_open(p, today())) for p in rows[:PAGE]],
        older=url_for("administration.partner_list", after=last) if last else None,
    )


@requires(Permission.ADMINISTER)
def partner_new() -> Any:
    """Add one."""
    form = PartnerForm(sent())
    if request.method == "POST" and form.validate():
        partner = partners.add_partner(
            form.name.data or "",
            form.kind.data,
            form.area.data or "",
            valid_from=parse_day(form.valid_from.data),
            actor=staff(current_user.id),
        )
        flash(_("It is added."))
        return redirect(_url(partner))
    back = url_for("administration.partner_list")
    return form_page(form, _("Add a partner"), back, button=_("Add"))


@requires(Permission.ADMINISTER)
def partner(partner_id: str) -> Any:
    """One partner with its names and its history."""
    found = _find(partner_id)
    return render_template(
        "administration/partner.html",
        partner=found,
        kind=kind_shown(found.kind),
        open=is_open(found, today()),
        shown={
            "former_names": list_former_names("partner", found.id),
            "entries": list_entries("partner", found.id),
        },
    )


@requires(Permission.ADMINISTER)
def partner_rename(partner_id: str) -> Any:
    """Another name from today."""
    found = _find(partner_id)
    form = RenameForm(sent(), data={"name": found.name})
    if request.method == "POST" and form.validate():
        partners.rename_partner(found, form.name.data or "", actor=staff(current_user.id))
        flash(_("The name is saved."))
        return redirect(_url(found))
    return form_page(
        form,
        _("Rename %(name)s", name=isolated(found.name)),
        _url(found),
        button=_("Save the name"),
        note=_("What its volunteers entered before today keeps the old name."),
    )


@requires(Permission.ADMINISTER)
def partner_close(partner_id: str) -> Any:
    """A last day, or none."""
    found = _find(partner_id)
    form = ClosePartnerForm(sent(), data={"valid_to": typed_day(found.valid_to)})
    if request.method == "POST" and form.validate():
        try:
            last_day = parse_day(form.valid_to.data)
            partners.close_partner(found, last_day=last_day, actor=staff(current_user.id))
        except PlaceRefused as error:
            form.refuse(str(error))
        else:
            flash(_("The dates are saved."))
            return redirect(_url(found))
    return form_page(
        form,
        _("Last day of %(name)s", name=isolated(found.name)),
        _url(found),
        button=_("Save the last day"),
        note=_("After its last day its volunteers can enter nothing more."),
    )
