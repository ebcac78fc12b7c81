"""Whoever may not do a step now reads why, and what comes next."""

from portal.desk import moderation, responses
from portal.factory import create_app  # noqa: F401 every room is imported, with its refusals
from portal.web.errors import SENTENCES, Refused
from portal.you_said_we_did import service as changes
from tests.factories import make_decision, make_feedback, make_staff, sign_in
from tests.pages import Page


def kinds(of: type[Refused] = Refused) -> list[type[Refused]]:
    """Every kind of refusal that any room knows."""
    return [k for sub in of.__subclasses__() for k in (sub, *kinds(sub))]


def test_every_refusal_has_a_sentence_of_its_own() -> None:
    sentences = [str(kind.sentence) for kind in kinds()]
    ours = {moderation.CannotPublish, responses.Withdrawn, changes.SecondPersonNeeded}
    assert ours <= set(kinds())
    assert all(len(s) > 30 for s in sentences) and len(set(sentences)) == len(sentences)


def test_the_page_says_what_forbids_the_step(page: Page) -> None:
    with page.app.app_context():
        moderator = make_staff("moderator", email="m@staff.example")
        feedback = make_feedback("A kind ward")
        make_decision(feedback, "hold", reason="safeguarding", by=moderator)
        ident = feedback.id
    sign_in(page, "m@staff.example")
    url = f"/desk/item/{ident}"
    answer = page.post(f"{url}/publish", at=url, action=f"{url}/note", status=409)
    assert "has to be approved" in answer.text and str(SENTENCES[409]) not in answer.text
