"""The addresses of figures: those of staff, and those that everybody may see."""

from flask import Blueprint

from portal.insight import exports as _exports  # noqa: F401 registers its tables
from portal.insight.views import cards, dashboard, read

blueprint = Blueprint("insight", __name__, template_folder="templates")
BOTH = ["GET", "POST"]

blueprint.add_url_rule("/how-care-feels", "index", read.index)
blueprint.add_url_rule("/how-care-feels/themes/<theme_id>", "theme", read.theme)
blueprint.add_url_rule("/how-care-feels/sentences/<subject_id>", "sentence", read.sentence)
blueprint.add_url_rule(
    "/how-care-feels/organisations/<organisation_code>", "organisation", read.organisation
)
blueprint.add_url_rule(
    "/how-care-feels/organisations/<organisation_code>/<subject_id>",
    "sentence_of",
    read.sentence_of,
)
blueprint.add_url_rule("/desk/dashboard", "dashboard", dashboard.dashboard)
blueprint.add_url_rule("/desk/scorecards", "scorecards", cards.scorecards)
blueprint.add_url_rule("/desk/scorecards/<subject_id>", "chart", cards.chart)
blueprint.add_url_rule(
    "/desk/scorecards/<subject_id>/new-limits", "draw_anew", cards.draw_anew, methods=BOTH
)
blueprint.add_url_rule(
    "/desk/scorecards/new-limits/<int:rebase_id>/take-back",
    "draw_back",
    cards.draw_back,
    methods=["POST"],
)
