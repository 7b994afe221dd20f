"""What councils are told of their deadlines."""

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from district.access import Can
from district.models.notices import Group
from district.notices import Kind
from governance import dues
from governance.models import Council


def dues_settled(notices):
    """Settled where the thing is done, gone, or due on another day by now. A dozen queries, however many notices."""
    councils = Council.objects.filter(school__in={one.school_id for one in notices}).select_related("school", "model")
    days = [date.fromisoformat(one.data["day"]) for one in notices if one.data.get("day")]
    if not days:
        return set()
    open_ones = dues.open_dues(councils, min(days) - timedelta(days=1), max(days) + timedelta(days=1))
    still = {one.key for one in open_ones}
    return {one.pk for one in notices if one.data.get("due") not in still}


SOON = Kind(
    "council.soon",
    Group.DEADLINES,
    _("Council of %(school)s: %(what)s, by %(day)s."),
    Can.VIEW_ACTIVITY,
    dues_settled,
)
LATE = Kind(
    "council.late",
    Group.DEADLINES,
    _("Council of %(school)s: %(what)s. It was due on %(day)s."),
    Can.VIEW_ACTIVITY,
    dues_settled,
)
REMINDED = Kind(
    "council.reminded",
    Group.DEADLINES,
    _("%(person)s reminds you of the council of %(school)s. %(what)s %(note)s"),
    Can.VIEW_ACTIVITY,
)
KINDS = {kind.code: kind for kind in (SOON, LATE, REMINDED)}
