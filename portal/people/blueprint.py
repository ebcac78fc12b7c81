"""Every address of the people screens."""

from flask import Blueprint

from portal.people.views import links, lists, own, person

blueprint = Blueprint("people", __name__, template_folder="templates")
POST, BOTH = ["POST"], ["GET", "POST"]
ONE = "/people/<int:user_id>"

blueprint.add_url_rule("/people", "index", lists.index)
blueprint.add_url_rule("/people/review", "review", lists.review)
blueprint.add_url_rule("/people/invite", "invite", person.invite, methods=BOTH)
blueprint.add_url_rule(ONE, "person", person.person)
blueprint.add_url_rule(f"{ONE}/access", "access", person.access, methods=BOTH)
blueprint.add_url_rule(f"{ONE}/review", "reviewed", lists.reviewed, methods=POST)
blueprint.add_url_rule(f"{ONE}/mail", "mail", person.mail, methods=POST)
blueprint.add_url_rule(f"{ONE}/second-factor", "second_factor", person.second_factor, methods=POST)
blueprint.add_url_rule(f"{ONE}/leave", "leave", person.leave, methods=POST)
blueprint.add_url_rule(f"{ONE}/return", "come_back", person.come_back, methods=POST)
blueprint.add_url_rule(
    f"{ONE}/sessions/<int:session_id>/end", "end_session", person.end_session, methods=POST
)
blueprint.add_url_rule("/account/where", "where", own.where)
blueprint.add_url_rule("/account/where/<int:session_id>/end", "end_own", own.end_own, methods=POST)
blueprint.add_url_rule("/account/forgotten", "forgotten", links.forgotten, methods=BOTH)
blueprint.add_url_rule("/account/link/<token>", "link", links.link, methods=BOTH)
