"""What is counted of engagement activities (facts 7). Attendance is attendance: never "families reached"."""

from django.db.models import BigIntegerField, Count, F, Q, Sum
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from indicators.measures import Measure, Ratio, Source, YearlyReach
from indicators.models.reference import MonitoringElement
from partnerships import models
from partnerships.activity_types import HOME_VISITS, ActivityType
from partnerships.models import Activity
from partnerships.models.activities import Audience, Rating
from plans.models import Initiative


def initiatives():
    """With what their addresses need."""
    return Initiative.objects.select_related("priority_action__cycle")


ACTIVITIES = Source(
    name="activities",
    label=_("Engagement activities"),
    rows=Activity.objects.kept,
    school="school_key",
    day="held_on",
    slices="initiatives",
    slice_rows=initiatives,
)

# Celebrations are counted apart: they are not meant to build capacity (facts 7.2).
_ENGAGEMENT = ~Q(activity_type=ActivityType.SOCIAL)
_RATED = _ENGAGEMENT & Q(rating_linked_to_learning__isnull=False)
_EVENT = ~Q(activity_type__in=HOME_VISITS)
_RELATIONAL = Q(activity_type=ActivityType.HOME_VISIT_PTHV)
_ATTENDANCE = Q(activity_type=ActivityType.HOME_VISIT_ATT)


def _measure(slot, code, label, unit, aggregate, element=MonitoringElement.IMPLEMENTATION, **more):
    return Measure(slot, code, label, element, unit, ACTIVITIES, aggregate, **more)


def _number(where):
    return Count("pk", filter=where)


logged = _measure(1, "activities_logged", _("Activities logged, social events included"), "activities", Count("pk"))
held = _measure(2, "activities_held", _("Activities held"), "activities", _number(_ENGAGEMENT))
linked = _measure(
    3,
    "activities_linked_to_learning",
    _("Activities linked to learning"),
    "activities",
    _number(_ENGAGEMENT & Q(rating_linked_to_learning__gte=Rating.PRESENT)),
)
rated = _measure(4, "activities_rated", _("Activities rated for their link to learning"), "activities", _number(_RATED))
dual = _measure(
    5,
    "activities_dual",
    _("Activities for families and staff together"),
    "activities",
    _number(_ENGAGEMENT & Q(audience=Audience.BOTH)),
)
with_audience = _measure(
    6,
    "activities_with_audience",
    _("Activities that say whose capacity grows"),
    "activities",
    _number(_ENGAGEMENT & ~Q(audience="")),
)
social_events = _measure(7, "social_events", _("Social events and celebrations"), "activities", _number(~_ENGAGEMENT))
families = _measure(8, "families_attending", _("Families attending"), "families", Sum("families_total", filter=_EVENT))
adults = _measure(9, "adults_attending", _("Adults attending"), "adults", Sum("adults_total", filter=_EVENT))
staff = _measure(10, "staff_attending", _("Staff attending"), "staff", Sum("staff_total", filter=_EVENT))
visits_first = _measure(
    11,
    "home_visits_relational_first",
    _("Relational home visits, first visits"),
    "visits",
    Sum("visits_first_total", filter=_RELATIONAL),
)
visits_repeat = _measure(
    12,
    "home_visits_relational_repeat",
    _("Relational home visits, second or repeat visits"),
    "visits",
    Sum("visits_second_total", filter=_RELATIONAL),
)
# Attendance visits have another purpose and another design; they are never added to the relational ones (facts 7.3).
visits_attendance_first = _measure(
    13,
    "home_visits_attendance_first",
    _("Attendance home visits, first visits"),
    "visits",
    Sum("visits_first_total", filter=_ATTENDANCE),
)
visits_attendance_repeat = _measure(
    14,
    "home_visits_attendance_repeat",
    _("Attendance home visits, repeat visits"),
    "visits",
    Sum("visits_second_total", filter=_ATTENDANCE),
)
with_interpretation = _measure(
    15,
    "activities_with_interpretation",
    _("Activities with interpretation"),
    "activities",
    _number(_ENGAGEMENT & Q(interpretation_provided=True)),
)
in_spanish = _measure(
    16,
    "activities_offered_in_spanish",
    _("Activities offered in Spanish"),
    "activities",
    _number(_ENGAGEMENT & Q(languages_offered__contains=["es"])),
)
with_child_care = _measure(
    17,
    "activities_with_child_care",
    _("Activities with child care"),
    "activities",
    _number(_ENGAGEMENT & Q(child_care=True)),
)
volunteer_hours = _measure(
    18,
    "volunteer_hours",
    _("Volunteer hours"),
    "hours",
    Sum(Cast(F("hours_total") * 100, BigIntegerField()), filter=Q(activity_type=ActivityType.VOLUNTEER)),
    scale=100,
)

MEASURES = [
    held,
    linked,
    rated,
    dual,
    with_audience,
    families,
    adults,
    staff,
    visits_first,
    visits_repeat,
    visits_attendance_first,
    visits_attendance_repeat,
    with_interpretation,
    in_spanish,
    with_child_care,
    volunteer_hours,
    social_events,
    logged,
]

RATIOS = [
    Ratio("linked_to_learning_share", _("Share of rated activities linked to learning"), linked, rated),
    Ratio("dual_share", _("Share of activities for families and staff together"), dual, with_audience),
]

YEARLY_REACH = YearlyReach(
    rows=models.YearlyReach.objects.all,
    enrolled="families_enrolled",
    reached="families_reached",
    home_visited="families_home_visited",
)
