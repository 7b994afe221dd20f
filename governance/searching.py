"""What can be found of who decides. Councils meet in public; what they decide will be found here with their minutes."""

from django.db.models import Count, OuterRef, Subquery
from django.utils import formats
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from district.search.kinds import Kind
from district.searching import schools_named
from governance.models import Council, CouncilMeeting


def councils(user):
    meetings = CouncilMeeting.objects.published().filter(council=OuterRef("pk"))
    total = meetings.order_by().values("council").annotate(n=Count("pk")).values("n")
    return Council.objects.select_related("school", "model").annotate(
        meetings_total=Subquery(total), last_met=Subquery(meetings.values("held_on")[:1])
    )


def council_where(council):
    if not council.meetings_total:
        return council.model.name
    sentence = ngettext(
        "%(number)s meeting is recorded, of %(day)s",
        "%(number)s meetings are recorded, the last one of %(day)s",
        council.meetings_total,
    )
    return sentence % {"number": council.meetings_total, "day": formats.date_format(council.last_met)}


COUNCILS = Kind(
    "councils",
    _("Councils"),
    "calendar-event",
    rows=councils,
    also=(schools_named("school__in"),),
    order=("school__name", "pk"),
    where=council_where,
)
