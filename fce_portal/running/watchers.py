"""Who watches over the portal from outside, by a token or an address that the operator gave (METRICS_TOKEN,
METRICS_ADDRESSES). What they read is not for everybody: which version this is, and how it does."""

import ipaddress

from django.conf import settings
from django.utils.crypto import constant_time_compare


def may_read(request):
    """Whether the caller knows the token or calls from an address that may."""
    given = request.headers.get("Authorization", "")
    if settings.METRICS_TOKEN and constant_time_compare(given, f"Bearer {settings.METRICS_TOKEN}"):
        return True
    try:
        caller = ipaddress.ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return False
    return any(caller in ipaddress.ip_network(one.strip(), strict=False) for one in settings.METRICS_ADDRESSES)
