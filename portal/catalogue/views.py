"""The pages of the catalogue."""

from itertools import groupby
from typing import Any

from flask import abort, render_template

from portal.accounts.access import requires
from portal.accounts.permissions import Permission
from portal.catalogue.examples import components, examples_of
from portal.catalogue.languages import SIGNING_IN, about_signing_in, in_every_language
from portal.catalogue.sources import Sentence, Sort, rooms, sentences_of
from portal.catalogue.words import SORTS


@requires(Permission.ADMINISTER)
def index() -> Any:
    """What there is to look at."""
    return render_template(
        "catalogue/index.html", components=components(), rooms=[*rooms(), SIGNING_IN]
    )


@requires(Permission.ADMINISTER)
def component(component: str) -> Any:
    """One component in each of its states."""
    if component not in components():
        abort(404)
    return render_template(
        "catalogue/component.html", component=component, examples=examples_of(component)
    )


@requires(Permission.ADMINISTER)
def sentences(room: str) -> Any:
    """What one package says, by sort, in every language side by side."""
    if room not in (*rooms(), SIGNING_IN):
        abort(404)
    groups = [
        (SORTS[sort], [(s.file, in_every_language(s.words)) for s in group])
        for sort, group in groupby(_of(room), key=lambda s: s.sort)
    ]
    return render_template("catalogue/sentences.html", room=room, groups=groups)


def _of(room: str) -> list[Sentence]:
    if room == SIGNING_IN:
        return [Sentence(words, Sort.OTHER, SIGNING_IN) for words in about_signing_in()]
    return sentences_of(room)
