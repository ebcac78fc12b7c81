"""The first form of a volunteer; after it comes the same journey as for everybody."""

from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask_security import current_user
from wtforms import SelectChoice

from portal.accounts.access import requires
from portal.accounts.permissions import Permission
from portal.assisted.forms import AssistedForm
from portal.feedback.drafts import start_draft
from portal.feedback.views.give import set_key
from portal.i18n import language_name_here
from portal.organisations.partners import may_help

SPOKEN = ("en", "pl", "ro", "ar", "bn", "ur", "fa", "zh", "pa", "uk", "ku", "ti", "cs", "sk",
          "lt", "pt", "es", "fr", "so", "ta")  # fmt: skip


@requires(Permission.ASSIST)
def start() -> Any:
    """Consent script and who speaks."""
    if not may_help(current_user.partner_id):
        abort(403)
    form = AssistedForm(request.form if request.method == "POST" else None)
    form.language.choices = [SelectChoice(t, language_name_here(t)) for t in SPOKEN]
    if request.method == "POST" and form.validate():
        language = form.language.data if form.language.data in SPOKEN else "en"
        draft, key = start_draft(
            kind=form.kind.data,
            language=language,
            helper_id=current_user.id,
            answers={
                "assisted": {
                    "wording": form.wording.data,
                    "interpreter": form.interpreter.data == "yes",
                    "partner_id": current_user.partner_id,
                },
            },
        )
        response = redirect(url_for("feedback.step", draft_id=draft.id, name="who"))
        set_key(response, draft.id, key)
        return response
    return render_template("assisted/start.html", form=form, errors_shown=bool(form.errors))
