"""The addresses of the code holder."""

from flask import Blueprint

from portal.follow_up import second_look, views

blueprint = Blueprint("follow_up", __name__, template_folder="templates")
BOTH, POST = ["GET", "POST"], ["POST"]

blueprint.add_url_rule("/my-feedback", "sign_in", views.sign_in, methods=BOTH)
blueprint.add_url_rule("/my-feedback/page", "page", views.page)
blueprint.add_url_rule("/my-feedback/write", "write_back", views.write_back, methods=POST)
blueprint.add_url_rule("/my-feedback/answer/<int:asked_id>", "answer", views.answer, methods=POST)
blueprint.add_url_rule("/my-feedback/consent", "consent", views.consent, methods=POST)
blueprint.add_url_rule("/my-feedback/withdraw", "withdraw", views.withdraw, methods=BOTH)
blueprint.add_url_rule(
    "/my-feedback/second-look", "second_look", second_look.second_look, methods=BOTH
)
blueprint.add_url_rule("/my-feedback/held", "held", views.held)
blueprint.add_url_rule("/my-feedback/held.json", "held_json", views.held_json)
blueprint.add_url_rule("/my-feedback/leave", "leave", views.leave, methods=POST)
blueprint.add_url_rule("/confirm-email/<token>", "confirm", views.confirm, methods=BOTH)
