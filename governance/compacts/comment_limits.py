"""How much may be written on the public pages of compacts: a few comments an hour from one address, and not more than
a school can read. The address itself is not stored: only a keyed hash of it, for two hours at most."""

import hashlib
import hmac
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone

from governance.models import CommentAttempts, FamilyComment

MOST_AN_HOUR = 5  # from one address: a family, or a few behind one router
MOST_UNREAD = 500  # of one version: beyond that nobody reads them any more
KEPT = timedelta(hours=2)


def may_write(request, version):
    """Count this attempt, and say whether one more comment may be taken from this address for this version."""
    unread = FamilyComment.objects.filter(version=version, state=FamilyComment.State.NEW)[:MOST_UNREAD].count()
    return unread < MOST_UNREAD and attempts(request.META.get("REMOTE_ADDR", "")) <= MOST_AN_HOUR


def attempts(address):
    """How often this address has tried within the present hour, this time included. One statement counts and reads, so
    that requests at the same moment cannot both be the last that is allowed."""
    hour = timezone.now().strftime("%Y%m%d%H")
    digest = hmac.new(settings.SECRET_KEY.encode(), f"{hour} {address}".encode(), hashlib.sha256).hexdigest()[:32]
    CommentAttempts.objects.filter(since__lt=timezone.now() - KEPT).delete()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO governance_commentattempts AS kept (digest, since, total) VALUES (%s, now(), 1) "
            "ON CONFLICT (digest) DO UPDATE SET total = kept.total + 1 RETURNING total",
            [digest],
        )
        return cursor.fetchone()[0]
