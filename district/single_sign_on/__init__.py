"""Signing in through the district's identity provider (OpenID Connect: Google, Entra, ClassLink, Clever).

allauth leads there and back; `tokens` proves what came back, `adapter` decides whose account it opens, `refusals` says
in words why it opens none.
"""

from django.conf import settings
from django.urls import reverse


def ways():
    """(name, address) of each provider, in the order of the setting."""
    return [
        (app["name"], reverse("openid_connect_login", args=[app["provider_id"]])) for app in settings.SINGLE_SIGN_ON
    ]


def is_the_only_way(email):
    """Whether the district lets people of this address's domain in through its own provider alone."""
    return bool(settings.SINGLE_SIGN_ON) and domain_of(email) in settings.SIGN_ON_ONLY_DOMAINS


def domain_of(email):
    return email.rpartition("@")[2].strip().lower()
