"""What is counted of the service that partners log (facts 8.3; features, row 52). People are contacts: whoever comes
twice is counted twice. What the school confirmed and what waits for it are counted apart and never mixed."""

from django.db.models import BigIntegerField, Count, F, Q, Sum
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from indicators.measures import Measure, Ratio, Source
from indicators.models.reference import MonitoringElement
from partnerships.models import ServiceEntry
from partnerships.models.service import UNCONFIRMED, ServiceState

SERVICE = Source(
    name="service",
    label=_("Service of partners"),
    rows=ServiceEntry.objects.counted,
    school="school_key",
    day="starts_on",
    theme=_("What partners delivered"),
)
_CONFIRMED = Q(state=ServiceState.CONFIRMED)
_WAITING = Q(state__in=UNCONFIRMED)


def _measure(slot, code, label, unit, aggregate, **more):
    return Measure(slot, code, label, MonitoringElement.IMPLEMENTATION, unit, SERVICE, aggregate, **more)


def _hours(where):
    return Sum(Cast(F("hours") * 100, BigIntegerField()), filter=where, default=0)


sessions = _measure(
    1,
    "service_sessions",
    _("Sessions of partners, confirmed by the school"),
    "sessions",
    Sum("sessions", filter=_CONFIRMED, default=0),
)
sessions_waiting = _measure(
    2,
    "service_sessions_unconfirmed",
    _("Sessions of partners, not confirmed yet"),
    "sessions",
    Sum("sessions", filter=_WAITING, default=0),
)
hours = _measure(3, "service_hours", _("Hours of partners, confirmed"), "hours", _hours(_CONFIRMED), scale=100)
hours_waiting = _measure(
    4, "service_hours_unconfirmed", _("Hours of partners, not confirmed yet"), "hours", _hours(_WAITING), scale=100
)
adults = _measure(
    5,
    "service_adults",
    _("Contacts with adults, confirmed"),
    "contacts",
    Sum("adults_total", filter=_CONFIRMED, default=0),
)
families = _measure(
    6,
    "service_families",
    _("Contacts with families, confirmed"),
    "contacts",
    Sum("families_total", filter=_CONFIRMED, default=0),
)
students = _measure(
    7,
    "service_students",
    _("Contacts with students, confirmed"),
    "contacts",
    Sum("students_total", filter=_CONFIRMED, default=0),
)
entries = _measure(8, "service_entries", _("Entries of partners' service"), "entries", Count("pk"))
confirmed = _measure(
    9, "service_entries_confirmed", _("Entries that the school confirmed"), "entries", Count("pk", filter=_CONFIRMED)
)

MEASURES = [sessions, sessions_waiting, hours, hours_waiting, adults, families, students, entries, confirmed]
RATIOS = [Ratio("service_confirmed_share", _("Share of entries that the school confirmed"), confirmed, entries)]
