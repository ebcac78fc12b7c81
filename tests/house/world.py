"""One of everything, each with a canary in it, and somebody of every sort to look at it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from flask import Flask

from portal.accounts.models import User
from portal.accounts.permissions import PARTNER_ROLES, ROLES
from portal.appeals.service import ask_again, receive_report
from portal.desk import moderation
from portal.desk.models import Outcome, Reason, Wrong
from portal.desk.queue.filters import QueueFilter
from portal.desk.queue.saved import keep_filter
from portal.desk.responses import respond
from portal.desk.service import About
from portal.feedback import codes, drafts, service, withdrawal
from portal.feedback.models import Feedback
from portal.feedback.states import Channel, ContentNote, Kind
from portal.organisations.queries import find_service
from portal.questions.service import answer, ask
from portal.you_said_we_did import service as changes
from tests.factories import make_decision, make_feedback, make_staff, sign_in
from tests.house.rulings import keep_what_rules
from tests.pages import Page

GONE = 999_999
TOO_BIG = 10**25
CODES = {"a": 11, "b": 22}
HOLDERS = ("holder of a", "holder of b")
#: roles that are held for organisations, sites or services
PLACED = tuple(r for r in ROLES if r not in PARTNER_ROLES and r != "system_administrator")
SUBJECTS = ("anonymous", *HOLDERS, *ROLES)


@dataclass(eq=False)
class World:
    """Ids of the records, canaries by record, browsers by subject."""

    app: Flask
    feedback: dict[str, int] = field(default_factory=dict)
    changes: dict[str, int] = field(default_factory=dict)
    drafts: dict[str, str] = field(default_factory=dict)
    filters: dict[str, int] = field(default_factory=dict)
    rows: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    canaries: dict[str, str] = field(default_factory=dict)
    users: dict[str, int] = field(default_factory=dict)
    people: dict[str, Page] = field(default_factory=dict)
    roles: dict[str, tuple[str, ...]] = field(default_factory=dict)
    steps: dict[str, list[str]] = field(default_factory=dict)

    def canary(self, record: str) -> str:
        """The word that only this record holds."""
        return self.canaries.setdefault(record, f"qanary{record.replace(' ', '')}")


def build(app: Flask, roles: Iterable[str] = ROLES) -> World:
    """Fill the database of `app` and let somebody with each of `roles` sign in."""
    world = World(app)
    with app.app_context(), app.test_request_context("/"):
        staff = make_staff("moderator", "approver", "responder", email="writer@staff.example")
        world.users["writer"] = staff.id
        _feedback(world, staff)
        _changes(world, staff)
        keep_what_rules(world.rows)
        for role in roles:
            make_staff(role, email=f"{role}@staff.example")
        owner = make_staff(
            *(r for r in ROLES if r not in PARTNER_ROLES), email="everything@staff.example"
        )
        make_staff(*PLACED, email="elsewhere@staff.example", organisations=["RX6"])
        kept = keep_filter(QueueFilter(kind="concern"), "Concerns", shared=True, by=owner)
        world.filters["shared filter"] = kept.id
    _people(world, roles)
    return world


def people_only(app: Flask) -> World:
    """Nobody has said anything yet; one person of staff and a visitor look round."""
    world = World(app)
    with app.app_context(), app.test_request_context("/"):
        make_staff(*(r for r in ROLES if r not in PARTNER_ROLES), email="everything@staff.example")
        make_staff("volunteer", email="volunteer@staff.example")
    world.people = {name: Page(app) for name in ("anonymous", "everything", "volunteer")}
    for name in ("everything", "volunteer"):
        sign_in(world.people[name], f"{name}@staff.example")
    return world


def _feedback(world: World, staff: User) -> None:
    _published(world, staff)
    _ask(world, _keep(world, "a", Kind.EXPERIENCE, code=CODES["a"]), staff)
    _keep(world, "b", Kind.CONCERN, code=CODES["b"], contact="someone@people.example")
    _keep(world, "complaint", Kind.COMPLAINT)
    _keep(world, "urgent complaint", Kind.COMPLAINT, text="I want to kill myself.")
    _keep(world, "imported", Kind.EXPERIENCE, channel=Channel.IMPORT)
    gone = _keep(world, "withdrawn", Kind.EXPERIENCE)
    withdrawal.withdraw(gone)
    report = receive_report("/x", world.canary("page report"), "en", about=About(), contact="")
    world.rows["report"]["report"] = report.id
    _appeals(world, staff)
    for name in ("draft of a", "draft of b"):
        draft, key = drafts.start_draft(kind=Kind.EXPERIENCE, language="en")
        drafts.keep_answers(draft, {"good": world.canary(name), "who": "self"})
        world.drafts[name] = draft.id
        world.people[f"holder of {name[-1]}"] = Page(world.app)
        world.people[f"holder of {name[-1]}"].client.set_cookie(f"draft_{draft.id}", key)


def _appeals(world: World, staff: User) -> None:
    declined = _keep(world, "declined", Kind.EXPERIENCE)
    make_decision(declined, "decline", reason="not_about_care", by=staff)
    world.rows["appeal"]["appeal"] = ask_again(declined, world.canary("appeal")).id
    about = About(Wrong.ABOUT_ME, world.feedback["published"])
    receive_report("/experiences/1", world.canary("about me"), "en", about=about, contact="")
    noted = _keep(world, "noted", Kind.EXPERIENCE)
    moderation.note_content(noted, [ContentNote.DEATH], version=noted.version, by=staff)


def _ask(world: World, feedback: Feedback, staff: User) -> None:
    """One question that was answered, and one that waits."""
    answered = ask(feedback, world.canary("question"), by=staff)
    answer(feedback, answered.id, world.canary("answer"))
    world.rows["asked"]["asked"] = ask(feedback, "Which ward was it?", by=staff).id


def _keep(world: World, name: str, kind: Kind, *, text: str = "", code: int | None = None,
          channel: Channel = Channel.WEB, contact: str = "") -> Feedback:  # fmt: skip
    feedback = make_feedback(
        f"{text} {world.canary(name)}",
        kind=kind,
        channel=channel,
        code_hash=codes.hash_code(code) if code else None,
        contact={"name": world.canary(f"contact {name}"), "email": contact} if contact else None,
    )
    world.feedback[name] = feedback.id
    return feedback


def _published(world: World, staff: User) -> None:
    feedback = make_feedback("The nurse was patient", answers={"PS-I-01": "yes"})
    moderation.decide(feedback, outcome=Outcome.APPROVE, reason=Reason.FIT_TO_PUBLISH,
                      public_text="", version=feedback.version, by=staff)  # fmt: skip
    moderation.publish(feedback, version=feedback.version, by=staff)
    moderation.add_note(feedback, world.canary("note"), by=staff)
    respond(feedback, "Thank you for telling us.", by=staff)
    world.feedback["published"] = feedback.id


def _changes(world: World, staff: User) -> None:
    evidence = service.session().get_one(Feedback, world.feedback["published"])
    second = make_staff("approver", email="second@staff.example")
    for name, shown in (("shown", "They asked"), ("hidden", world.canary("hidden change"))):
        change = changes.write_change(_words(shown), [evidence], by=staff)
        world.changes[name] = change.id
        if name == "shown":
            changes.publish_change(change, version=change.version, by=second)


def _words(text: str) -> changes.ChangeText:
    found = find_service("r0b01")
    assert found is not None
    return changes.ChangeText(
        state="done", you_said=text, we_did="We did", next_steps="", why_not="",
        care_service_id=found.id, theme_id="patient_safety", statement_id=None,
    )  # fmt: skip


def _people(world: World, roles: Iterable[str]) -> None:
    world.people["anonymous"] = Page(world.app)
    for name in HOLDERS:
        enter_code(world, world.people[name], name[-1])
    for role in roles:
        world.people[role] = Page(world.app)
        sign_in(world.people[role], f"{role}@staff.example")
        world.roles[role] = (role,)
    everything = world.people["everything"] = Page(world.app)
    sign_in(everything, "everything@staff.example")
    world.roles["everything"] = tuple(r for r in ROLES if r not in PARTNER_ROLES)
    elsewhere = world.people["elsewhere"] = Page(world.app)
    sign_in(elsewhere, "elsewhere@staff.example")
    world.roles["elsewhere"] = PLACED


def enter_code(world: World, page: Page, record: str) -> None:
    """Open the page of the person who holds the code of `record`."""
    with world.app.app_context():
        feedback = service.session().get_one(Feedback, world.feedback[record])
        reference = feedback.reference
    page.post("/my-feedback", {"reference": reference, "code": codes.as_words(CODES[record])})


def limits_off(world: World) -> None:
    """So many forms from one address would be slowed down."""
    for limiter in world.app.extensions["limiter"]:
        limiter.reset()
