"""The address at which lists leave."""

from flask import Blueprint

from portal.exports import views

blueprint = Blueprint("exports", __name__, template_folder="templates")
blueprint.add_url_rule("/desk/exports/<listing>", "export", views.export, methods=["POST"])
