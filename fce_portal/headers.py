"""What every answer tells the browser to leave alone, files, errors and static files included.

The policy for scripts and styles is django-csp's (`settings.CONTENT_SECURITY_POLICY`); TLS, type sniffing, referrers
and windows of other sites are Django's `SecurityMiddleware`.
"""

# Nothing of the portal asks for any of these; a script that slipped in cannot either. Taking a photo for evidence goes
# through the browser's own file chooser, which this does not touch.
PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        *("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer", "microphone"),
        *("midi", "payment", "serial", "usb", "browsing-topics"),
    )
)


class PermissionsMiddleware:
    """Stands first, so that no answer leaves without it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response
