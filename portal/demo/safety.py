"""Invented safety work on a few invented items, and a month of duty."""

from datetime import time

from portal.accounts.models import User
from portal.db import utc_now
from portal.demo.items import Cast
from portal.duty import rota
from portal.feedback.models import Feedback
from portal.i18n import LONDON
from portal.safety import hand_overs, referrals, service
from portal.safety.models import AtRisk, Decided
from portal.safety.referrals import ReferralText

DURHAM, SUNDERLAND = "E06000047", "E08000024"
SEVERITIES = {
    "e228": (4, "Marks on both arms and fear of one member of staff."),
    "e232": (5, "A person who cannot look after herself has no food and no heating."),
    "e234": (5, "A death after a change of tablets, without an answer."),
    "e119": (3, "Nobody can say whether the tablets were given."),
}


def keep_safety(made: dict[str, Feedback], cast: Cast, lead: User) -> None:
    """Judge, refer, hand over and fill the rota, by the real verbs."""
    for name, (severity, reason) in SEVERITIES.items():
        service.judge(made[name], severity, reason, by=cast.moderator)
    first = referrals.decide_referral(
        made["e228"], _referral(DURHAM, "Bruises and fear; he asked for help."), by=lead
    )
    referrals.add_reference(first, "INVENTED-0117", by=lead)
    referrals.decide_referral(
        made["e232"], _referral(SUNDERLAND, "Neglect at home; she cannot ask herself."), by=lead
    )
    _hand_over(made["e234"], lead)
    today = utc_now().astimezone(LONDON).date()
    rota.fill(rota.days_of(today), time(0), time(0), lead, cast.moderator, by=lead)


def _referral(council: str, why: str) -> ReferralText:
    return ReferralText(
        at_risk=AtRisk.ADULT,
        decided=Decided.REFERRED,
        council_code=council,
        council_reference="",
        why=why,
    )


def _hand_over(feedback: Feedback, lead: User) -> None:
    provider = hand_overs.find_organisation(hand_overs.organisation_of(feedback))
    if provider is None:
        raise ValueError(f"the demo does not know whose item {feedback.id} is")
    row = hand_overs.hand_over(
        feedback, provider, "", "A death after a change of tablets. Given by phone.", by=lead
    )
    hand_overs.record_answer(row, "LFPSE-INVENTED-1", "They have opened a review.", by=lead)
