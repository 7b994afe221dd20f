"""What operators are told of the replica: in `/readyz`, and in `/metrics` beside how often pages came from where."""

from django.conf import settings
from prometheus_client import Counter

from fce_portal import measuring
from fce_portal.replica import choosing, servers

TOLD_AFTER_SECONDS = 1.0  # what has only just been written is on its way, and no fault
# Why a page that may be read from the replica came from the primary; `replica`: it did not.
PAGES = Counter(
    "portal_replica_pages",
    "Pages that may be read from the replica: `replica`, or why the primary answered.",
    ["read_from"],
    registry=measuring.OWN,
)


def count(why):
    if measuring.is_on():
        PAGES.labels(why).inc()


def state():
    """{"replica": "ok" or a word, "replica_lag_seconds": seconds or None}; nothing where there is no replica."""
    if not settings.REPLICA_URL:
        return {}
    primary = servers.primary()
    try:
        standby, wrong = choosing.followed(primary, 0, TOLD_AFTER_SECONDS)
    except servers.UNABLE as error:
        servers.close()
        return {"replica": type(error).__name__, "replica_lag_seconds": None}
    lag = standby.lag_seconds(primary)
    return {"replica": wrong or "ok", "replica_lag_seconds": lag if lag is None else round(lag, 1)}
