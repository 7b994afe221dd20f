"""The portal's own settings as they hold now: one query for a request or a task, none where nobody asks."""

from datetime import timedelta

from django.utils import timezone

from district import tracing
from district.models import PortalSettings


def current():
    """The row, or one with the defaults where nothing was ever set."""
    kept = tracing.scope.get()
    if kept is None:
        return _read()
    if "portal_settings" not in kept:
        kept["portal_settings"] = _read()
    return kept["portal_settings"]


def moment_before(days):
    """What is older than this moment has been kept for so many days."""
    return timezone.now() - timedelta(days=days)


def _read():
    return PortalSettings.objects.first() or PortalSettings(pk=1)


def forget():
    """After a change: whoever asks again in this request reads what holds now."""
    (tracing.scope.get() or {}).pop("portal_settings", None)
