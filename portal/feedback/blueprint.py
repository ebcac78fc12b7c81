"""Every public address of giving and reading."""

from flask import Blueprint

from portal.feedback.views import give, read

blueprint = Blueprint("feedback", __name__, template_folder="templates")
BOTH = ["GET", "POST"]

blueprint.add_url_rule("/give", "start", give.start, methods=BOTH)
blueprint.add_url_rule("/give/deleted", "deleted", give.deleted)
blueprint.add_url_rule("/give/<draft_id>/help-now", "help_now", give.help_now, methods=BOTH)
blueprint.add_url_rule("/give/<draft_id>/check", "check", give.check, methods=BOTH)
blueprint.add_url_rule("/give/<draft_id>/sent", "sent", give.sent, methods=BOTH)
blueprint.add_url_rule("/give/<draft_id>/delete", "delete", give.delete_answers, methods=["POST"])
blueprint.add_url_rule("/give/<draft_id>/<name>", "step", give.step, methods=BOTH)
blueprint.add_url_rule("/experiences", "experiences", read.experiences)
blueprint.add_url_rule("/experiences/<int:feedback_id>", "experience", read.experience)
