"""Every address of the administration."""

from flask import Blueprint

from portal.administration.actions import ACTIONS
from portal.administration.nouns import NOUNS
from portal.administration.presenters import actor_name
from portal.administration.views import (
    equality,
    index,
    partners,
    places,
    reasons,
    settings,
    signposts,
    templates,
)

blueprint = Blueprint("administration", __name__, template_folder="templates")
blueprint.add_app_template_global(actor_name)
HERE = "/administration"
GET, POST, BOTH = ["GET"], ["POST"], ["GET", "POST"]

for noun in NOUNS:
    folder = f"{HERE}/{noun.name}s"
    converter = "int:" if noun.argument.endswith("_id") else ""
    one = f"{folder}/<{converter}{noun.argument}>"
    name = noun.name
    blueprint.add_url_rule(folder, view_func=places.PlaceList.as_view(f"{name}_list", noun))
    blueprint.add_url_rule(f"{folder}/new", view_func=places.PlaceNew.as_view(f"{name}_new", noun))
    blueprint.add_url_rule(one, view_func=places.PlacePage.as_view(name, noun))
    blueprint.add_url_rule(
        f"{one}/unmerge", view_func=places.PlaceUnmerge.as_view(f"{name}_unmerge", noun)
    )
    for action in ACTIONS:
        if noun in action.nouns:
            view = places.PlaceAction.as_view(f"{name}_{action.name}", noun, action)
            blueprint.add_url_rule(f"{one}/{action.name}", view_func=view)

for path, view, methods in (
    ("", index.index, GET),
    ("/areas", index.areas, GET),
    ("/ods-codes/<int:code_id>", places.end_code, BOTH),
    ("/partners", partners.partner_list, GET),
    ("/partners/new", partners.partner_new, BOTH),
    ("/partners/<partner_id>", partners.partner, GET),
    ("/partners/<partner_id>/rename", partners.partner_rename, BOTH),
    ("/partners/<partner_id>/close", partners.partner_close, BOTH),
    ("/settings", settings.setting_list, GET),
    ("/settings/<setting_name>", settings.setting, GET),
    ("/settings/<setting_name>/change", settings.setting_change, BOTH),
    ("/reasons", reasons.reason_list, GET),
    ("/reasons/new", reasons.reason_new, BOTH),
    ("/reasons/<reason_code>", reasons.reason, BOTH),
    ("/reply-templates", templates.template_list, GET),
    ("/reply-templates/new", templates.template_new, BOTH),
    ("/reply-templates/<int:template_id>", templates.template, BOTH),
    ("/help-signposts", signposts.signpost_list, GET),
    ("/help-signposts/new", signposts.signpost_new, BOTH),
    ("/help-signposts/<signpost_id>", signposts.signpost, GET),
    ("/help-signposts/<signpost_id>/change", signposts.signpost_change, BOTH),
    ("/help-signposts/<signpost_id>/checked", signposts.signpost_confirm, BOTH),
    ("/help-signposts/<signpost_id>/retire", signposts.signpost_retire, POST),
    ("/equality", equality.equality, GET),
    ("/equality/start", equality.equality_start, POST),
    ("/equality/publish", equality.equality_publish, POST),
    ("/equality/delete", equality.equality_delete, POST),
    ("/equality/versions/<int:version_id>", equality.equality_version, GET),
    ("/equality/questions/new", equality.question_new, BOTH),
    ("/equality/questions/<int:question_id>", equality.question, BOTH),
    ("/equality/questions/<int:question_id>/remove", equality.question_remove, POST),
):
    blueprint.add_url_rule(f"{HERE}{path}", view.__name__, view, methods=methods)
