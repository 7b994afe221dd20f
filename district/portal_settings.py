"""The portal's own settings as they hold now.

`current()` asks the database, once for a request or a task: for what decides what is deleted or refused. `known()` is
what pages are worded and weighed by (names, languages, thresholds, the summer); it is kept in the process for some
seconds, so that no page asks for it, and a change holds in all processes soon after.
"""

import time
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import DatabaseError, InterfaceError, connection
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.utils import timezone

from district import tracing
from district.models import PortalSettings, SchoolCalendar

KNOWN_SECONDS = 15
ASKED_AGAIN_SECONDS = 5  # after the database did not answer


@dataclass(frozen=True)
class Known:
    """The settings, and from when to when schools teach: {fall year: (first day, last day)}."""

    settings: PortalSettings = field(default_factory=lambda: PortalSettings(pk=1))
    years: dict = field(default_factory=dict)


_kept = {"until": 0.0, "known": None}


def current():
    """The row, or one with the defaults where nothing was ever set."""
    kept = tracing.scope.get()
    if kept is None:
        return _read()
    if "portal_settings" not in kept:
        kept["portal_settings"] = _read()
    return kept["portal_settings"]


def known():
    """The settings of some seconds ago: no query for nearly all who ask. Where the database does not answer, what was
    known before, or the defaults: pages that say so are to be drawn."""
    if _kept["known"] is None or time.monotonic() > _kept["until"]:
        _know_anew()
    return _kept["known"].settings


def school_years_known():
    """{fall year: (first day, last day of school)}, kept in the same way."""
    known()
    return _kept["known"].years


def _know_anew():
    try:
        years = {one.fall_year: (one.first_day, one.last_day) for one in SchoolCalendar.objects.all()}
        _kept.update(known=Known(_read(), years), until=time.monotonic() + KNOWN_SECONDS)
    except (DatabaseError, InterfaceError):
        if not connection.in_atomic_block:
            connection.close()
        _kept.update(known=_kept["known"] or Known(), until=time.monotonic() + ASKED_AGAIN_SECONDS)


def moment_before(days):
    """What is older than this moment has been kept for so many days."""
    return timezone.now() - timedelta(days=days)


def _read():
    return PortalSettings.objects.first() or PortalSettings(pk=1)


@receiver([post_save, post_delete], sender=PortalSettings, dispatch_uid="settings-changed")
@receiver([post_save, post_delete], sender=SchoolCalendar, dispatch_uid="calendar-changed")
def forget(**_details):
    """After a change: whoever asks again in this request or process reads what holds now."""
    (tracing.scope.get() or {}).pop("portal_settings", None)
    _kept.update(until=0.0)


def take_as_known(known):
    """Let this hold in the process, without asking (for tests)."""
    _kept.update(known=known, until=time.monotonic() + KNOWN_SECONDS)
