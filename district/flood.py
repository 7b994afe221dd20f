"""How often something public may be done from one address within an hour. The address itself is not stored: only a
keyed hash of it and of the hour, in the cache, for an hour."""

import hashlib
import hmac

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

HOUR = 3600


def attempts(request, purpose):
    """How often this address has tried `purpose` within the present hour, this time included."""
    address = request.META.get("REMOTE_ADDR", "")
    words = f"{purpose} {timezone.now():%Y%m%d%H} {address}"
    digest = hmac.new(settings.SECRET_KEY.encode(), words.encode(), hashlib.sha256).hexdigest()
    key = f"flood-{digest[:32]}"
    if cache.add(key, 1, HOUR):
        return 1
    try:
        return cache.incr(key)
    except ValueError:  # it has just run out
        cache.set(key, 1, HOUR)
        return 1
