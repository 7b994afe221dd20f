"""What running the portal asks of an administrator: tasks that failed or did not come, faults, a maintenance."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from district import faults, pausing, runs
from district.access import Can, may
from fce_portal.items import Item, link


def items_for(user):
    """At most three queries."""
    if not may(user, Can.TEND_PORTAL):
        return
    if pausing.is_on():
        yield Item("warn", _("A maintenance holds: readers cannot come in."), link("maintenance"))
    now = timezone.now()
    wrong = sum(one.needs_somebody(now) for one in runs.scheduled())
    if wrong:
        sentence = ngettext(
            "%(number)s task of the schedule failed or did not run.",
            "%(number)s tasks of the schedule failed or did not run.",
            wrong,
        )
        yield Item("bad", sentence % {"number": wrong}, link("run-list"))
    found = faults.recent(days=1).count()
    if found:
        sentence = ngettext(
            "%(number)s fault of the portal within a day.", "%(number)s faults of the portal within a day.", found
        )
        yield Item("warn", sentence % {"number": found}, link("fault-list"))
