"""How much may be written on the public pages of compacts: a few comments an hour from one address, and not more than
a school can read. The address itself is not stored: only a keyed hash of it, in the cache, for an hour."""

import hashlib
import hmac

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from governance.models import FamilyComment

MOST_AN_HOUR = 5  # from one address: a family, or a few behind one router
MOST_UNREAD = 500  # of one version: beyond that nobody reads them any more
HOUR = 3600


def may_write(request, version):
    """Count this attempt, and say whether one more comment may be taken from this address for this version."""
    unread = FamilyComment.objects.filter(version=version, state=FamilyComment.State.NEW)[:MOST_UNREAD].count()
    return unread < MOST_UNREAD and attempts(request.META.get("REMOTE_ADDR", "")) <= MOST_AN_HOUR


def attempts(address, what="compact-comment"):
    """How often this address has tried `what` within the present hour, this time included."""
    hour = timezone.now().strftime("%Y%m%d%H")
    digest = hmac.new(settings.SECRET_KEY.encode(), f"{hour} {address}".encode(), hashlib.sha256).hexdigest()
    key = f"{what}-{digest[:32]}"
    if cache.add(key, 1, HOUR):
        return 1
    try:
        return cache.incr(key)
    except ValueError:  # it has just run out
        cache.set(key, 1, HOUR)
        return 1
