"""Which tests share a test process: those that use what is costly to start.

A scheduler of our own, since pytest-xdist 3.8 marks its groups in a field that pytest 9.2 does
not read any more: every test was a group of its own, and both processes started a portal, a
browser and a world.
"""

import re

from xdist.scheduler import LoadScopeScheduling

#: folders whose tests share something that starts once: a browser and its portal, a data
#: folder with demo content, a world with one of everything
TOGETHER = re.compile(r"^tests/(browser|processes|house)/")


def group_of(nodeid: str) -> str:
    """The folder for tests that share much, the file for all others (the parts of a parameter
    may hold "::" too).
    """
    path = nodeid.partition("::")[0]
    found = TOGETHER.match(path)
    return found[1] if found else path


class ByWhatIsShared(LoadScopeScheduling):
    """Gives a whole group to one process, the largest group first."""

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid)
