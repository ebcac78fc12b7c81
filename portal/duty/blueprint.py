"""The addresses of duty."""

from flask import Blueprint

from portal.duty.views import preferences, rota

blueprint = Blueprint("duty", __name__, template_folder="templates")

blueprint.add_url_rule("/desk/duty", "rota", rota.rota)
blueprint.add_url_rule("/desk/duty/fill", "fill", rota.fill, methods=["POST"])
blueprint.add_url_rule("/desk/duty/remove", "remove", rota.remove, methods=["POST"])
blueprint.add_url_rule(
    "/account/what-we-tell-you", "preferences", preferences.preferences, methods=["GET", "POST"]
)
