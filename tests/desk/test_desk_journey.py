"""A moderator's work through the real pages."""

from tests.factories import make_feedback, sign_in_as
from tests.pages import Page


def test_a_moderator_approves_answers_and_publishes(page: Page, other_page: Page) -> None:
    with page.app.app_context():
        ident = make_feedback("The nurse explained everything").id
    sign_in_as(page, "moderator", "responder")
    url = f"/desk/item/{ident}"
    page.post(f"{url}/decide", {"outcome": "approve", "reason": "fit_to_publish"},
              at=url, action="decide")  # fmt: skip
    page.post(f"{url}/respond", {"body": "Thank you for telling us."}, at=url, action="respond")
    page.post(f"{url}/publish", at=url, action="publish")
    shown = other_page.get(f"/experiences/{ident}")
    assert "The nurse explained everything" in shown.text
    assert "Thank you for telling us." in shown.text
