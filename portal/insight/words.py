"""What charts say, in sentences."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from portal.insight.models import Source
from portal.insight.spc import Xmr

SOURCES = {
    Source.ANSWERS: _l("People’s own answers"),
    Source.COMMENTS: _l("Read by a computer in people’s words"),
}
#: what the label of a point means; other lengths of a trend are named by the same words
LABELS = {
    "Common Cause": _l("As usual"),
    "Above UCL": _l("Above the upper limit"),
    "Below LCL": _l("Below the lower limit"),
    "7 Point Trend (Increasing)": _l("Part of a rise over seven months"),
    "7 Point Trend (Decreasing)": _l("Part of a fall over seven months"),
    "2 in 3 Above CL": _l("Two of three months close to the upper limit"),
    "2 in 3 Below CL": _l("Two of three months close to the lower limit"),
    "7 Points Above CL": _l("Part of seven months above the average"),
    "7 Points Below CL": _l("Part of seven months below the average"),
}
#: the variation icon of the last point
VARIATIONS = {
    "common_cause": _l("No clear change: the newest month is as usual."),
    "improvement_high": _l("Better: the newest month is higher than chance explains."),
    "improvement_low": _l("Better: the newest month is lower than chance explains."),
    "concern_high": _l("Worse: the newest month is higher than chance explains."),
    "concern_low": _l("Worse: the newest month is lower than chance explains."),
    "neutral_high": _l("The newest month is higher than chance explains."),
    "neutral_low": _l("The newest month is lower than chance explains."),
}
ASSURANCES = {
    "pass": _l("The target will be met every month, as things are."),
    "fail": _l("The target will be met in no month, as things are."),
    "inconsistent": _l("The target will be met in some months and missed in others, by chance."),
}


def gaps(count: int) -> Any:
    """How many months have no point."""
    return ngettext(
        "%(num)s month has no point: too few people said something.",
        "%(num)s months have no point: too few people said something.",
        count,
    )


def point_words(label: str | None) -> Any:
    """What a point says; nothing for a month without one."""
    return LABELS.get(label, label) if label else ""


def chart_summary(chart: Xmr, without_point: int) -> list[str]:
    """The text beside a chart: average, limits, what the newest month says, what to mind."""
    if chart.mean is None:
        return [str(_("There is no month with enough people to say something."))]
    average = _whole(chart.mean)
    found = [_("On average it held for %(mean)s%% of those who said something.", mean=average)]
    if chart.lower_limit is not None and chart.upper_limit is not None:
        low, high = _whole(chart.lower_limit), _whole(chart.upper_limit)
        found.append(_("A month between %(low)s%% and %(high)s%% is as usual.", low=low, high=high))
        found.append(VARIATIONS[chart.variation])
    if chart.assurance:
        found.append(ASSURANCES[chart.assurance])
    if chart.trial:
        found.append(_("The limits are trial limits: they are made from fewer than twelve months."))
    if without_point:
        found.append(gaps(without_point))
    return [str(sentence) for sentence in found]


def _whole(share: float) -> int:
    """A share as whole percent, within what is possible."""
    return round(100 * min(1.0, max(0.0, share)))
