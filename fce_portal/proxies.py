"""Who is really calling, when requests come through our own reverse proxies."""

from django.conf import settings


class ClientAddressMiddleware:
    """Puts the caller's address where everybody looks for it: the audit trail, throttling, the log.

    Each proxy of ours appends the address it was called from to X-Forwarded-For, so that the entry as many
    places from the end as there are proxies is true; what stands before it a caller could have made up.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        hops = request.headers.get("X-Forwarded-For", "").split(",")
        trusted = settings.ALLAUTH_TRUSTED_PROXY_COUNT
        if trusted and len(hops) >= trusted and hops[-trusted].strip():
            request.META["REMOTE_ADDR"] = hops[-trusted].strip()
        return self.get_response(request)
