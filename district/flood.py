"""How often something public may be done from one address within an hour. The address itself is not stored: only a
keyed hash of it and of the hour, for two hours at most.

Signing in and new passwords have limits of their own (`settings.ACCOUNT_RATE_LIMITS`, django-allauth)."""

import hashlib
import hmac
from datetime import timedelta
from functools import wraps

from django.conf import settings
from django.db import connection
from django.shortcuts import render
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


def limited(purpose, *, asks, by_person, by_address):
    """Decorator of a view: answers 429 to who did `purpose` more often within an hour than a person, or an address from
    which nobody is signed in, may. `asks(request)` says whether a request counts."""

    def decorator(view):
        @wraps(view)
        def wrapped(request, *args, **kwargs):
            if asks(request) and is_too_often(request, purpose, by_person, by_address):
                return render(request, "too_often.html", status=429)
            return view(request, *args, **kwargs)

        return wrapped

    return decorator


def is_too_often(request, purpose, by_person, by_address):
    if request.user.is_authenticated:
        return attempts_of(f"person {request.user.pk}", purpose) > by_person
    return attempts(request, purpose) > by_address
