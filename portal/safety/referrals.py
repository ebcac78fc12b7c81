"""Safeguarding (Care Act 2014 s42; Children Act 1989 s47): what was decided, to which council."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portal.accounts.models import User
from portal.audit.service import record, staff
from portal.db import session, violated_constraint, writing
from portal.feedback.models import Feedback
from portal.organisations.models import Council
from portal.safety.models import AtRisk, Decided, Referral
from portal.safety.queries import list_referrals
from portal.web.errors import Refused


class AlreadyCorrected(Refused):
    """The entry was corrected before; the correction itself can be corrected."""

    sentence = _l(
        "A colleague corrected this entry meanwhile. "
        "Open the item again and correct the newer entry."
    )


@dataclass(frozen=True)
class ReferralText:
    """What staff wrote about one decision."""

    at_risk: AtRisk
    decided: Decided
    council_code: str | None
    council_reference: str
    why: str


def list_councils() -> list[Council]:
    """The councils of the region by name."""
    return list(session().scalars(select(Council).order_by(Council.name, Council.code)))


def suggested_council(feedback: Feedback) -> Council | None:
    """The council of the service's site or town. A person chooses: people live elsewhere too."""
    service = feedback.care_service
    if service is None:
        return None
    if service.site and service.site.council_code:
        return session().get(Council, service.site.council_code)
    wanted = select(Council).filter_by(name=service.town).order_by(Council.code)
    return session().scalars(wanted).first()


def decide_referral(
    feedback: Feedback, words: ReferralText, *, by: User, corrects: Referral | None = None
) -> Referral:
    """Keep what was decided about safeguarding; nothing is ever overwritten.

    A correction names the entry it corrects. The same entry sent twice is kept once. Raises
    `AlreadyCorrected` when somebody else corrected that entry first.
    """
    try:
        with writing() as db:
            if (before := _sent_before(feedback.id, words, by, corrects)) is not None:
                return before
            row = Referral(
                feedback_id=feedback.id,
                corrects_id=corrects.id if corrects else None,
                decided_by=by.id,
                **vars(words),
            )
            db.add(row)
            db.flush()
            record(
                staff(by.id),
                "decide_safeguarding",
                "feedback",
                feedback.id,
                referral=row.id,
                decided=words.decided,
                council=words.council_code,
            )
    except IntegrityError as error:
        if violated_constraint(error) != "uq_safeguarding_referrals_corrects_id":
            raise
        raise AlreadyCorrected("referral") from error
    return row


def _sent_before(
    feedback_id: int, words: ReferralText, by: User, corrects: Referral | None
) -> Referral | None:
    newest = next(iter(list_referrals(feedback_id)), None)
    if newest is None or newest.decided_by != by.id:
        return None
    same = all(getattr(newest, name) == value for name, value in vars(words).items())
    return newest if same and newest.corrects_id == (corrects.id if corrects else None) else None


def add_reference(referral: Referral, reference: str, *, by: User) -> Referral:
    """Keep the council's reference as a new entry; the earlier entry stays as it was.

    Raises `AlreadyCorrected` when a later entry stands in its place.
    """
    words = ReferralText(
        at_risk=AtRisk(referral.at_risk),
        decided=Decided(referral.decided),
        council_code=referral.council_code,
        council_reference=reference,
        why=referral.why,
    )
    return decide_referral(referral.feedback, words, by=by, corrects=referral)
