"""What staff are told about: at once, or in one digest a day at 07:30 in London."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import and_, func, or_, select

from portal.accounts.models import User
from portal.accounts.permissions import Permission
from portal.audit.service import record, staff
from portal.db import session, utc_now, writing
from portal.duty import notifications
from portal.duty.models import Alert, AlertPreference, AlertScope, Frequency, ScopeKind
from portal.duty.rota import moment
from portal.duty.staff import holds, may_be_told
from portal.feedback.models import Feedback
from portal.feedback.scope import names_further, seen_by
from portal.feedback.states import Channel, Kind, State
from portal.i18n import LONDON
from portal.organisations.models import CareService
from portal.readings.models import Reading, ReadTheme
from portal.safety.models import HIGH, Severity
from portal.safety.queries import severity_now

DIGEST_AT = time(7, 30)
#: what is older is no news
LOOK_BACK = timedelta(days=14)
BATCH = 500


@dataclass(frozen=True)
class Wanted:
    """What somebody chose on the page."""

    frequency: Frequency
    from_risk: int
    from_severity: int | None
    services: Sequence[str]
    organisations: Sequence[str]
    themes: Sequence[str]


def _now() -> datetime:
    return utc_now().astimezone(LONDON)


def find_preference(user: User) -> AlertPreference | None:
    """What `user` chose."""
    return session().get(AlertPreference, user.id)


def choose(user: User, wanted: Wanted, language: str) -> AlertPreference:
    """Keep what `user` wants to be told about from today on."""
    now = _now()
    with writing() as db:
        row = db.get(AlertPreference, user.id)
        if row is None:
            row = AlertPreference(user_id=user.id, since_on=now.date())
            row.digest_on = now.date() if now.time() >= DIGEST_AT else None
            db.add(row)
        elif row.frequency == Frequency.NEVER:
            row.since_on = now.date()
        row.frequency, row.language = wanted.frequency, language
        row.from_risk, row.from_severity = wanted.from_risk, wanted.from_severity
        row.scopes.clear()
        db.flush()  # the old rows go before new ones with the same values come
        row.scopes = _scopes(wanted)
        record(staff(user.id), "choose_alerts", "user", user.id, frequency=wanted.frequency)
    return row


def _scopes(wanted: Wanted) -> list[AlertScope]:
    chosen = {
        ScopeKind.SERVICE: wanted.services,
        ScopeKind.ORGANISATION: wanted.organisations,
        ScopeKind.THEME: wanted.themes,
    }
    return [
        AlertScope(kind=k, value=v) for k, values in chosen.items() for v in dict.fromkeys(values)
    ]


def tell() -> int:
    """Queue every alert and digest that is due; returns how many mails."""
    session().rollback()
    wanted = select(AlertPreference).where(AlertPreference.frequency != Frequency.NEVER)
    rows = session().scalars(wanted.order_by(AlertPreference.user_id)).unique().all()
    told = 0
    for user_id in [row.user_id for row in rows if may_be_told(row.user) and _is_due(row)]:
        told += _tell(user_id)
    return told


def _is_due(row: AlertPreference) -> bool:
    if row.frequency == Frequency.DAILY:
        now = _now()
        return now.time() >= DIGEST_AT and (row.digest_on is None or row.digest_on < now.date())
    return session().scalars(_news_for(row).limit(1)).first() is not None


def _tell(user_id: int) -> int:
    """One person's mail with its rows in one transaction: told once, whatever is killed."""
    with writing() as db:
        # a second worker waits here, and then finds it told
        row = db.get(AlertPreference, user_id, with_for_update={"of": AlertPreference},
                     populate_existing=True)  # fmt: skip
        if row is None or row.frequency == Frequency.NEVER or not _is_due(row):
            return 0
        items = db.execute(_news_for(row).add_columns(_high()).limit(BATCH)).all()
        alerts = [Alert(user_id=user_id, feedback_id=i, high=bool(h)) for i, h in items]
        db.add_all(alerts)
        db.flush()
        ids = [feedback_id for feedback_id, _ in items]
        if row.frequency == Frequency.DAILY:
            row.digest_on = _now().date()
            if ids:
                high = sum(alert.high for alert in alerts)
                notifications.send_digest(row, row.digest_on, ids, high)
        elif ids:
            notifications.tell_at_once(row, alerts[0].id, ids)
    return bool(ids)


def _high() -> Any:
    return or_(Feedback.risk == 2, func.coalesce(severity_now(), 0) >= HIGH)


def _news_for(row: AlertPreference) -> Any:
    """Ids of what `row` asks for and has not been told, the most urgent first.

    Nobody is told of what lies outside their scope, whatever they chose before they had one.
    """
    told = select(Alert.id).where(
        Alert.user_id == row.user_id,
        Alert.feedback_id == Feedback.id,
        or_(Alert.high, ~_high()),
    )
    wanted = select(Feedback.id).where(
        Feedback.state != State.WITHDRAWN,
        _is_new(row.since_on),
        _reaches(row),
        seen_by(row.user),
        _chosen(row),
        # old comments that are imported by the thousand are no news, unless they are urgent
        or_(Feedback.channel != Channel.IMPORT, _high()),
        ~told.correlate(Feedback).exists(),
    )
    if not holds(row.user, Permission.HANDLE_COMPLAINTS):
        wanted = wanted.where(Feedback.kind != Kind.COMPLAINT)
    return wanted.order_by(Feedback.risk.desc(), Feedback.id)


def _is_new(since_on: date) -> Any:
    start = max(since_on, _now().date() - LOOK_BACK)
    judged = select(Severity.id).where(
        Severity.feedback_id == Feedback.id, Severity.judged_at >= moment(start, time())
    )
    return or_(Feedback.received_on >= start, judged.correlate(Feedback).exists())


def _reaches(row: AlertPreference) -> Any:
    if row.from_severity is None:
        return Feedback.risk >= row.from_risk
    return or_(
        Feedback.risk >= row.from_risk, func.coalesce(severity_now(), -1) >= row.from_severity
    )


def _chosen(row: AlertPreference) -> Any:
    chosen: dict[str, list[str]] = {kind: [] for kind in ScopeKind}
    for scope in row.scopes:
        chosen[scope.kind].append(scope.value)
    if not row.scopes:
        return Feedback.id.is_not(None)
    services = [int(value) for value in chosen[ScopeKind.SERVICE]]
    codes, themes = chosen[ScopeKind.ORGANISATION], chosen[ScopeKind.THEME]
    of_codes = select(CareService.id).where(CareService.organisation_code.in_(codes))
    about = select(Reading.source_id).join(ReadTheme)
    about = about.where(and_(Reading.source == "feedback", ReadTheme.theme_id.in_(themes)))
    shared = Feedback.kind != Kind.COMPLAINT  # a complaint stays with its main service
    return or_(
        Feedback.care_service_id.in_(services),
        Feedback.organisation_code.in_(codes),
        Feedback.care_service_id.in_(of_codes),
        and_(shared, or_(names_further(services), names_further(of_codes))),
        Feedback.id.in_(about),
    )
