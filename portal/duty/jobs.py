"""The sweeps of duty."""

from portal.duty.alarms import raise_alarms
from portal.duty.alerts import tell
from portal.jobs import sweep
from portal.safety.urgent import notice


@sweep("alarms")
def alarm() -> int:
    """Notice what is urgent, and call people for what is unread too long."""
    notice()
    return raise_alarms()


@sweep("alerts")
def alert() -> int:
    """Queue alerts and digests."""
    return tell()
