"""Reading accounts, each list with an order and a tie-breaker."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select, true

from portal.accounts.management import TOP, manages_everybody
from portal.accounts.models import Role, User, UserScope
from portal.accounts.records import AccessReview, UserSession
from portal.accounts.scope import services_in_scope
from portal.db import Page, UTCDateTime, id_typed, read_page, session, utc_now
from portal.organisations.models import CareService, Site

PAGE = 25
REVIEW_EVERY = timedelta(days=183)
#: whether it was looked at, since when not again, and the id of the account
ReviewPlace = tuple[int, datetime, int]


@dataclass(frozen=True)
class PeopleFilter:
    """What an administrator looks for."""

    words: str = ""
    role: str = ""
    organisation: str = ""
    active: bool = True


def find_person(user_id: int) -> User | None:
    """The account of that id."""
    return session().get(User, user_id) if user_id < 2**31 else None


def list_people(wanted: PeopleFilter, *, viewer: User, after: int | None = None) -> Sequence[User]:
    """Those whom `viewer` looks after, by name; at most one more than a page.

    `after` is the id of the last one seen.
    """
    query = select(User).where(looked_after_by(viewer), User.active == wanted.active)
    for word in wanted.words.lower().split()[:6]:
        found = func.lower(User.name).contains(word, autoescape=True)
        query = query.where(found | User.email.contains(word, autoescape=True))
    if wanted.role:
        query = query.where(User.roles.any(Role.name == wanted.role))
    if wanted.organisation:
        query = query.where(User.scopes.any(_of_organisation(wanted.organisation)))
    last = find_person(after) if after is not None else None
    if last is not None:
        query = query.where(
            or_(User.name > last.name, and_(User.name == last.name, User.id > last.id))
        )
    return session().scalars(query.order_by(User.name, User.id).limit(PAGE + 1)).all()


def _of_organisation(code: str) -> ColumnElement[bool]:
    sites = select(Site.code).where(Site.organisation_code == code)
    services = select(CareService.id).where(CareService.organisation_code == code)
    return or_(
        UserScope.organisation_id == code,
        UserScope.site_id.in_(sites),
        UserScope.care_service_id.in_(services),
    )


def looked_after_by(viewer: User) -> ColumnElement[bool]:
    """The condition that `viewer` looks after the account (`may_manage` says it of one)."""
    if manages_everybody(viewer):
        return true()
    below = ~User.roles.any(Role.name == TOP)
    if not viewer.scopes:
        return below
    outside = ~_inside(viewer)
    return below & or_(User.id == viewer.id, and_(User.scopes.any(), ~User.scopes.any(outside)))


def _inside(viewer: User) -> ColumnElement[bool]:
    organisations = [s.organisation_id for s in viewer.scopes if s.organisation_id]
    own = [s.site_id for s in viewer.scopes if s.site_id]
    sites = select(Site.code).where(Site.organisation_code.in_(organisations))
    services = services_in_scope(viewer)
    assert services is not None
    return or_(
        func.coalesce(UserScope.organisation_id, "").in_(organisations),
        func.coalesce(UserScope.site_id, "").in_(own),
        func.coalesce(UserScope.site_id, "").in_(sites),
        func.coalesce(UserScope.care_service_id, 0).in_(services),
    )


def last_uses(ids: Sequence[int]) -> dict[int, datetime]:
    """When each of these people was last at work here; who never signed in is left out."""
    rows = session().execute(
        select(UserSession.user_id, func.max(UserSession.seen_at))
        .where(UserSession.user_id.in_(ids))
        .group_by(UserSession.user_id)
    )
    return {ident: at for ident, at in rows}


def list_to_review(
    *,
    viewer: User,
    organisation: str = "",
    after: ReviewPlace | None = None,
    before: ReviewPlace | None = None,
) -> Page:
    """A page of active people with their newest review (or None), as pairs.

    First who was never looked at, the oldest account first; then who was looked at the longest
    ago. `organisation` narrows it to people with a place in one organisation.
    """
    newest: Select[int] = select(func.max(AccessReview.id)).group_by(AccessReview.user_id)
    rows = (
        select(User, AccessReview)
        .outerjoin(AccessReview, and_(AccessReview.user_id == User.id, AccessReview.id.in_(newest)))
        .where(looked_after_by(viewer), User.active, User.id != viewer.id)
    )
    if organisation:
        rows = rows.where(User.scopes.any(_of_organisation(organisation)))
    keys = [
        case((AccessReview.id.is_(None), 0), else_=1),
        func.coalesce(AccessReview.reviewed_at, User.created_at, type_=UTCDateTime),
        User.id,
    ]
    return read_page(rows, keys, size=PAGE, after=after, before=before)


def review_place(user: User, review: AccessReview | None) -> str:
    """The place of somebody in the access review, as it stands in an address."""
    since = review.reviewed_at if review is not None else user.created_at
    return f"{int(review is not None)}_{int(since.timestamp())}_{user.id}"


def parse_review_place(text: str | None) -> ReviewPlace | None:
    """The place that an address names; None for anything that is none."""
    done, _, rest = (text or "").partition("_")
    seconds, _, ident = rest.partition("_")
    number, moment = id_typed(ident), id_typed(seconds)
    if done not in ("0", "1") or number is None or moment is None:
        return None
    return int(done), datetime.fromtimestamp(moment[0], UTC), *number


def is_overdue(review: AccessReview | None, user: User) -> bool:
    """Whether nobody has looked at the access for six months."""
    since = review.reviewed_at if review is not None else user.created_at
    return since + REVIEW_EVERY < utc_now()


def list_staff() -> Sequence[User]:
    """Everybody who has or had an account, by name."""
    return session().scalars(select(User).order_by(User.name, User.id)).all()
