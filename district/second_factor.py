"""The second factor at sign-in: who must have one, who has none, and what an administrator does when it is lost.

Which roles need one is the setting SECOND_FACTOR_ROLES. Whoever came through a single sign-on that asks for a second
factor itself has shown one there.
"""

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from district import access, letters, sessions
from district.languages_offered import language_for

FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]  # recovery codes stand in for one of these
# What a person without a factor may still open: setting one up, leaving, and choosing a language to read it in.
OPEN_WITHOUT = {"account_logout", "account_reauthenticate", "set_language", "accessibility", "healthz", "readyz"}


class OwnFactor(Exception):
    """Refused: one's own second factor is changed on one's own page, which asks once more who one is."""


def factors_of(user_id):
    return Authenticator.objects.filter(user_id=user_id, type__in=FACTORS).order_by()


def has_one(user):
    """Whether the person has a second factor; known without a query for whoever the request comes from."""
    if not hasattr(user, "_has_second_factor"):
        user._has_second_factor = factors_of(user.pk).exists()
    return user._has_second_factor


def is_required_of(user):
    """Whether a role that the person holds today, also one that is lent, asks for a second factor."""
    asked = set(settings.SECOND_FACTOR_ROLES)
    return bool(asked) and any(held.role in asked for held in access.memberships_of(user))


def is_missing(request):
    """Whether this request comes from somebody who must have a second factor first."""
    user = request.user
    return user.is_authenticated and is_required_of(user) and not has_one(user) and not was_shown_elsewhere(request)


def was_shown_elsewhere(request):
    """Whether the person came through a single sign-on that asks for a second factor itself."""
    asking = {app["provider_id"] for app in settings.SINGLE_SIGN_ON if app["settings"].get("second_factor")}
    records = get_authentication_records(request, request.user) if asking else []
    return any(record.get("method") == "socialaccount" and record.get("provider") in asking for record in records)


def is_open_without(name):
    return name in OPEN_WITHOUT or name.startswith("mfa_")


def must_stay(authenticator):
    """Whether the person may not take this one away: a role needs a factor and there is no other."""
    if authenticator.type not in FACTORS:
        return False
    others = factors_of(authenticator.user_id).exclude(pk=authenticator.pk)
    return is_required_of(authenticator.user) and not others.exists()


def reset(*, user, by):
    """Take a lost factor away, with its recovery codes and every open session, and tell the person by mail.

    The database keeps who did it (`SecondFactor`). Raises OwnFactor.
    """
    if user.pk == by.pk:
        raise OwnFactor
    with transaction.atomic():
        Authenticator.objects.filter(user=user).delete()
        sessions.end_all(user)
    with translation.override(language_for(user.preferred_language)):
        context = {"user": user, "by": by, "portal": settings.PORTAL_URL, "required": is_required_of(user)}
        subject = render_to_string("district/email/second_factor_reset_subject.txt", context).strip()
        body = render_to_string("district/email/second_factor_reset.txt", context).strip()
    letters.send(subject=subject, body=body, to=user.email, recipient=user)
