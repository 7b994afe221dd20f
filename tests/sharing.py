"""How the tests are shared out among the test processes: file by file, the longest first."""

import re

from xdist.scheduler import LoadFileScheduling

# In this order, before all others: a long one that began last would keep one process at work while the others wait.
# With a file of one or two tests a process is given the next one at once: behind the walks with axe, two short ones.
FIRST = (
    "tests/browser/test_accessible_in_spanish.py",
    "tests/browser/test_accessible_in_english.py",
    "tests/bench/",
    "tests/browser/test_planted_faults.py",
    "tests/browser/test_links.py",
    "tests/test_access.py",
    "tests/fce_portal/test_first_run.py",
    "tests/browser/",
    "tests/fce_portal/test_compose.py",
)
ACCESS = re.compile(r"(tests/test_access\.py)::.*\[(\w+):")


def place_of(nodeid):
    """Where a test comes among all others: the smaller the earlier."""
    return next((place for place, beginning in enumerate(FIRST) if nodeid.startswith(beginning)), len(FIRST))


def part_of(nodeid):
    """What goes to one process together: a file, of the walk over all pages those of one app."""
    of_an_app = ACCESS.match(nodeid)
    return "::".join(of_an_app.groups()) if of_an_app else nodeid.partition("::")[0]


class ByParts(LoadFileScheduling):
    def _split_scope(self, nodeid):
        return part_of(nodeid)
