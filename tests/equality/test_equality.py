"""Equality questions: versions that stay, drafts that change, never a duty to answer."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from portal.db import violated_constraint, writing
from portal.equality import queries, service
from portal.equality.models import PREFER_NOT_TO_SAY, EqualityOption, QuestionSet
from portal.equality.service import EqualityRefused, QuestionWords

ACTOR = "staff:1"


def words(**changed: Any) -> QuestionWords:
    """An invented question."""
    values = {"text": "Do you like tea?", "hint": "", "options": "Yes\nNo", **changed}
    return QuestionWords(**{"several": False, "own_words": False, **values})


def first_version() -> QuestionSet:
    """The questions that come with the portal."""
    service.load_questions()
    newest = queries.newest_version()
    assert newest is not None
    return newest


def test_the_first_version_is_loaded_once_with_nineteen_ethnic_groups(context: Flask) -> None:
    service.load_questions()
    version = first_version()
    assert [v.id for v in queries.list_versions()] == [version.id]
    assert [q.code for q in version.questions][:3] == ["ethnic_group", "age_band", "sex"]
    assert len(version.questions[0].options) == 19


def test_a_new_version_begins_as_a_copy_and_the_old_one_stays(context: Flask) -> None:
    old = first_version()
    draft = service.start_draft(actor=ACTOR)
    service.edit_question(draft.questions[2], words(), actor=ACTOR)
    service.publish(reason="Tea matters", actor=ACTOR)
    assert queries.newest_version() == draft
    assert (draft.questions[2].code, old.questions[2].text) == ("sex", "What is your sex?")


def test_an_option_whose_words_stay_keeps_its_code(context: Flask) -> None:
    first_version()
    question = service.start_draft(actor=ACTOR).questions[0]
    lines = service.lines_of(question)
    codes = [o.code for o in question.options]
    service.edit_question(question, words(options=lines + "\nMartian"), actor=ACTOR)
    assert [o.code for o in question.options] == [*codes, "martian"]
    assert question.options[0].heading == "White"


def test_what_was_published_is_never_changed(context: Flask) -> None:
    version = first_version()
    with pytest.raises(EqualityRefused, match="no_draft"):
        service.edit_question(version.questions[0], words(), actor=ACTOR)
    with pytest.raises(EqualityRefused, match="no_draft"):
        service.remove_question(version.questions[0], actor=ACTOR)


@pytest.mark.parametrize(
    ("options", "code"),
    [("Yes", "options"), ("# Only\n# headings", "options"), ("Yes\nYes", "twice"),
     ("Yes\n" + "N" * 201, "long"), ("\n".join(map(str, range(61))), "options")],
)  # fmt: skip
def test_wrong_answers_are_refused(context: Flask, options: str, code: str) -> None:
    service.start_draft(actor=ACTOR)
    with pytest.raises(EqualityRefused, match=code):
        service.add_question(words(options=options), actor=ACTOR)


def test_there_is_one_draft_at_a_time(context: Flask) -> None:
    draft = service.start_draft(actor=ACTOR)
    assert service.start_draft(actor=ACTOR) == draft
    with pytest.raises(IntegrityError), writing() as db:
        db.add(QuestionSet(made_by=ACTOR))


def test_nobody_can_take_the_place_of_not_saying(context: Flask) -> None:
    service.start_draft(actor=ACTOR)
    question = service.add_question(words(options="Prefer not to say\nYes"), actor=ACTOR)
    assert PREFER_NOT_TO_SAY not in [o.code for o in question.options]
    with pytest.raises(IntegrityError) as caught, writing() as db:
        db.add(
            EqualityOption(question_id=question.id, position=9, code=PREFER_NOT_TO_SAY, text="x")
        )
    name = "ck_equality_options_never_instead_of_not_saying"
    assert violated_constraint(caught.value) == name


def test_an_empty_draft_is_not_published(context: Flask) -> None:
    service.start_draft(actor=ACTOR)
    with pytest.raises(EqualityRefused, match="empty"):
        service.publish(reason="Nothing", actor=ACTOR)
    service.delete_draft(actor=ACTOR)
    assert queries.find_draft() is None
