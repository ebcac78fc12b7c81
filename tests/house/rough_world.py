"""A world to be rough with: every step of giving, items in every state, an open invitation."""

from flask import Flask

from portal.accounts.links import new_link
from portal.accounts.models import User
from portal.accounts.records import Purpose
from portal.desk import moderation
from portal.desk.models import Outcome
from portal.feedback import drafts, steps
from portal.feedback.models import Feedback
from portal.feedback.states import Channel, Kind
from tests.factories import make_feedback, make_staff
from tests.house.world import World, build
from tests.pages import Page

#: who sees the forms; nobody else has a form that these have not
PEOPLE = ["anonymous", "holder of a", "giver", "volunteer", "everything"]


def build_rough(app: Flask) -> World:
    """The world of the house with fewer people and more states, for tests that change it."""
    world = build(app, roles=["volunteer"])
    giver = world.people["giver"] = Page(app)
    world.steps = {"giver": [], "anonymous": []}
    with app.app_context(), app.test_request_context("/"):
        writer = make_staff("moderator", email="rough@staff.example")
        for outcome, reason in (("hold", "safeguarding"), ("approve", "fit_to_publish")):
            _decided(world, outcome, reason, writer)
        for kind in Kind:
            _draft(world, giver, kind)
        invited = make_staff("responder", email="invited@staff.example")
        world.users["invited"] = invited.id
        _, token = new_link(invited, Purpose.INVITE)
        world.steps["anonymous"].append(f"/account/link/{token}")
    return world


def _decided(world: World, outcome: str, reason: str, by: User) -> None:
    feedback: Feedback = make_feedback("The bell was answered", channel=Channel.IMPORT)
    moderation.decide(feedback, outcome=Outcome(outcome), reason=reason, public_text="",
                      version=feedback.version, by=by)  # fmt: skip
    world.feedback[f"decided {outcome}"] = feedback.id


def _draft(world: World, giver: Page, kind: Kind) -> None:
    """A draft with every question still open, and one with every question answered."""
    for answered in (False, True):
        draft, key = drafts.start_draft(kind=kind, language="en")
        given = {"who": "self", "statements": ["PS-I-01"]}
        names = [s.name for s in steps.STEPS]
        drafts.keep_answers(draft, {**given, "done": names if answered else []})
        giver.client.set_cookie(f"draft_{draft.id}", key)
        here = ["check"] if answered else [s.name for s in steps.steps_of(draft)]
        world.steps["giver"] += [f"/give/{draft.id}/{name}" for name in here]
        if not answered:
            world.steps["giver"].append(f"/give/{draft.id}/help-now?after=who")
