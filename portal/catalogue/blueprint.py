"""Every address of the catalogue."""

from flask import Blueprint

from portal.catalogue import views

blueprint = Blueprint("catalogue", __name__, template_folder="templates")
HERE = "/administration/catalogue"

blueprint.add_url_rule(HERE, "index", views.index)
blueprint.add_url_rule(f"{HERE}/components/<component>", "component", views.component)
blueprint.add_url_rule(f"{HERE}/sentences/<room>", "sentences", views.sentences)
