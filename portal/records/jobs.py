"""The sweep that finds what came in without a class, as imported comments do."""

from portal.jobs import stopping, sweep
from portal.records.queries import list_unclassified
from portal.records.service import classify

BATCH = 200


@sweep("retention")
def classify_new() -> int:
    """Give every item its class, batch by batch; returns how many."""
    total = 0
    while not stopping() and (ids := list_unclassified(BATCH)):
        total += classify(ids)
    return total
