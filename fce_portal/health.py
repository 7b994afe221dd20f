"""/healthz: is this process alive. /readyz: can the portal do its work. JSON, for machines; no person's data."""

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Min
from django.db.models.functions import Now
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from district import maintenance
from fce_portal.management.commands.prepare import migrations_are_missing
from fce_portal.replica import told as replica
from fce_portal.running.watchers import may_read
from fce_portal.version import portal_version
from indicators.models import StaleCell

ROLLUP_LAG_SECONDS_MAX = 300  # the nightly check aside, a figure is at most a few seconds old
_applied = False


@never_cache
@require_safe
def healthz(request):
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def readyz(request):
    """Ready (200) while pages can be served: a broker or a replica that is down, or rollups that lag, only degrade.

    Which version this is hears only who may read `/metrics`: it tells an attacker which holes to try.
    """
    report = database() | {"broker": broker()}
    if may_read(request):
        report["version"] = portal_version()
    held = maintenance.current()
    if held:  # the page that says so is served by this process: it stays among those that are asked
        report["maintenance"] = {"since": held.since, "until": held.until}
    if report["database"] != "ok" or report["migrations"] != "ok":
        return JsonResponse({"status": "unavailable", **report}, status=503)
    report |= replica.state()
    lag = report["rollup_lag_seconds"]
    degraded = report["broker"] != "ok" or lag > ROLLUP_LAG_SECONDS_MAX or report.get("replica", "ok") != "ok"
    status = "maintenance" if held else "degraded" if degraded else "ok"
    return JsonResponse({"status": status, **report})


def database():
    try:
        if not migrations_are_applied():
            return {"database": "ok", "migrations": "missing", "rollup_lag_seconds": None}
        return {"database": "ok", "migrations": "ok", "rollup_lag_seconds": rollup_lag_seconds()}
    except DatabaseError as error:
        connection.close()
        return {"database": type(error).__name__, "migrations": "unknown", "rollup_lag_seconds": None}


def migrations_are_applied():
    """Whether the database is as new as the code; once true it stays true for this process."""
    global _applied
    _applied = _applied or not migrations_are_missing()
    return _applied


def rollup_lag_seconds():
    """Age of the oldest school-month that waits to be worked out again; 0 if none waits."""
    oldest = StaleCell.objects.aggregate(lag=Now() - Min("marked_at"))["lag"]
    return round(oldest.total_seconds(), 1) if oldest else 0


def broker():
    client = redis.Redis.from_url(settings.REDIS_URL, socket_timeout=1, socket_connect_timeout=1, retry=None)
    try:
        client.ping()
    except redis.RedisError as error:
        return type(error).__name__
    finally:
        client.close()
    return "ok"
