"""How often something public may be done from one address within an hour. The address itself is not stored: only a
keyed hash of it and of the hour, for two hours at most."""

import hashlib
import hmac
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone

from district.models import Attempts

KEPT = timedelta(hours=2)


def attempts(request, purpose):
    """How often the address of a request has tried `purpose` within the present hour, this time included."""
    return attempts_of(request.META.get("REMOTE_ADDR", ""), purpose)


def attempts_of(source, purpose):
    """The same for any text that says where something comes from or goes to, such as an e-mail address.

    One statement counts and reads, so that requests at the same moment cannot both be the last that is allowed.
    """
    words = f"{purpose} {timezone.now():%Y%m%d%H} {source}"
    digest = hmac.new(settings.SECRET_KEY.encode(), words.encode(), hashlib.sha256).hexdigest()[:32]
    Attempts.objects.filter(since__lt=timezone.now() - KEPT).delete()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO district_attempts AS kept (digest, since, total) VALUES (%s, now(), 1) "
            "ON CONFLICT (digest) DO UPDATE SET total = kept.total + 1 RETURNING total",
            [digest],
        )
        return cursor.fetchone()[0]
