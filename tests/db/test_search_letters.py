"""What was folded before the rules of searching changed is found by them too."""

import flask_migrate
from flask import Flask
from sqlalchemy import text, update

from portal.db import db, session, upgrade, writing
from portal.desk.moderation import publish
from portal.feedback.models import Feedback, Passage
from portal.feedback.queries import PublishedFilter, list_published
from portal.organisations.models import CareService
from portal.organisations.queries import search_services
from tests.db.test_migrations import FOLDER, own_app
from tests.factories import make_decision, make_feedback, make_staff

__all__ = ["own_app"]
OLD = {
    Passage: "pielegniarka była miła",
    Feedback: "pielegniarka była miła",
    CareService: "łodz ward",
}


def test_what_was_there_is_folded_anew(own_app: Flask) -> None:
    with own_app.app_context(), own_app.test_request_context("/"):
        feedback, moderator = make_feedback("Pielęgniarka była miła"), make_staff("moderator")
        make_decision(feedback, "approve", reason="fit_to_publish", by=moderator)
        publish(feedback, version=feedback.version, by=moderator)
        with writing() as writer:
            for model, words in OLD.items():
                writer.execute(update(model).values(search_text=words))
        hidden = make_feedback("Not to be seen").id
        db.session.remove()
        flask_migrate.downgrade(directory=FOLDER, revision="0004")
        upgrade()
        assert len(list_published(PublishedFilter(query="byla mila")).items) == 1
        assert len(search_services("lodz")) > 0
        found = session().execute(text("SELECT search_text FROM passages ORDER BY id")).scalars()
        assert list(found) == ["pielegniarka byla mila", "not to be seen"]
        assert session().get_one(Feedback, hidden).search_text is None
