"""Addresses of the portal's pages as mails carry them."""

from django.conf import settings


def address_for(path):
    """The whole address of a path within the portal.

    It begins with `PORTAL_URL` and never with the host that a request named: whoever asks for somebody else's new
    password under a host of their own would have the link sent there.
    """
    return f"{settings.PORTAL_URL}{path}"
