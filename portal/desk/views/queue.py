"""The queue, the outbox and the reports."""

from typing import Any

from flask import render_template, request, url_for

from portal.accounts.access import requires
from portal.accounts.permissions import Permission
from portal.desk.queries import PAGE, count_queues, list_page_reports, list_queue, list_urgent
from portal.feedback.states import Channel, State
from portal.feedback.words import STATES_FOR_STAFF
from portal.notify.queries import list_mails

SHOWN = (State.RECEIVED, State.SECOND_CHECK, State.APPROVED, State.HELD, State.PUBLISHED,
         State.DECLINED)  # fmt: skip


@requires(Permission.READ_DESK)
def queue() -> Any:
    """Items by urgency and age; the red queue above everything else."""
    state = _state(request.args.get("state", ""))
    channel = Channel.IMPORT if request.args.get("channel") == "import" else None
    rows = list_queue(state, after=_after(request.args.get("after", "")), channel=channel)
    shown = rows[:PAGE]
    older = None
    if len(rows) > PAGE:
        last = shown[-1]
        place = f"{last.risk}-{last.id}"
        older = url_for("desk.queue", state=state.value, after=place, channel=channel)
    return render_template(
        "desk/queue.html",
        items=shown,
        urgent=list_urgent(),
        state=state,
        states=[(s, STATES_FOR_STAFF[s]) for s in SHOWN],
        counts=count_queues(),
        older=older,
    )


def _state(text: str) -> State:
    return State(text) if text in set(State) else State.RECEIVED


def _after(text: str) -> tuple[int, int] | None:
    risk, _, ident = text.partition("-")
    if risk in ("0", "1", "2") and ident.isascii() and ident.isdigit() and len(ident) < 10:
        return int(risk), int(ident)
    return None


@requires(Permission.READ_DESK)
def outbox() -> Any:
    """Mails waiting or sent; without a mail server this is where they stay."""
    return render_template("desk/outbox.html", mails=list_mails())


@requires(Permission.READ_DESK)
def page_reports() -> Any:
    """What people said about pages that do not work."""
    return render_template("desk/page_reports.html", reports=list_page_reports())
