"""The sweep of classes: for what came in without one, and for years that were set anew."""

from portal.jobs import stopping, sweep
from portal.records.queries import list_unclassified, list_with_other_years
from portal.records.service import classify, count_anew

BATCH = 200


@sweep("retention")
def classify_new() -> int:
    """Give every item its class and today's review date, batch by batch; returns how many."""
    total = 0
    while not stopping() and (ids := list_with_other_years(BATCH)):
        total += count_anew(ids)
    while not stopping() and (ids := list_unclassified(BATCH)):
        total += classify(ids)
    return total
