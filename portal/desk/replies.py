"""Between the desk and the reply coach: what an answer answers, and what is said of it."""

from portal.accounts.models import User
from portal.desk.queries import list_answers_by
from portal.feedback.models import Feedback
from portal.feedback.states import Kind, Overall
from portal.readings.queries import find_reading
from portal.reply_coach import Finding, Told, look_at

POOR = (Overall.POOR, Overall.VERY_POOR)
#: how many points of one story an answer can be held to
MOST_POINTS = 6


def coach(feedback: Feedback, body: str, *, by: User) -> list[Finding]:
    """What the answer `body` by `by` holds of what good answers hold; nothing is kept of it."""
    return look_at(body, told_of(feedback, by=by))


def told_of(feedback: Feedback, *, by: User) -> Told:
    """What the person told, as far as the reading and their own answers say it."""
    reading = find_reading("feedback", feedback.id)
    points: list[str] = []
    for statement in reading.statements if reading else []:
        if statement.polarity != "positive" and statement.evidence not in points:
            points.append(statement.evidence)
    unhappy = reading is not None and reading.sentiment < 0
    told_so = feedback.kind in (Kind.CONCERN, Kind.COMPLAINT) or feedback.overall in POOR
    return Told(
        negative=bool(points) or unhappy or told_so,
        points=[point for point in points if point][:MOST_POINTS],
        name=by.name,
        role=by.job_title,
        earlier=list_answers_by(by.id, limit=10),
    )
