from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.internal import stagekit
from allauth.core import context as allauth_context
from django.conf import settings
from django.contrib import messages
from django.contrib.sites.shortcuts import get_current_site
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from district import letters, single_sign_on, who_asks
from district.addresses import address_for


class PersonBackend(AuthenticationBackend):
    """Signs people in, and reads who a request comes from with the roles of today, and how many notices are unread:
    every page asks for all of it."""

    def get_user(self, user_id):
        """One query. None for who may no longer sign in."""
        user = who_asks.read(user_id)
        return user if user and self.user_can_authenticate(user) else None


def path_of(address):
    return urlsplit(address)._replace(scheme="", netloc="").geturl()


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come from invitations (`district.people.invite`); nobody signs up alone."""

    def is_open_for_signup(self, request):
        return False

    def get_reset_password_from_key_url(self, key):
        """From `PORTAL_URL`, whatever host the request named (`district.addresses`)."""
        return address_for(
            urlsplit(super().get_reset_password_from_key_url(key))._replace(scheme="", netloc="").geturl()
        )

    def get_email_confirmation_url(self, request, emailconfirmation):
        return address_for(path_of(super().get_email_confirmation_url(request, emailconfirmation)))

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        """Whoever chooses their first password by an invitation has just done so, and needs no mail about it."""
        if user.last_login is not None:
            super().send_notification_mail(template_prefix, user, context, email)

    def send_mail(self, template_prefix, email, context):
        """By the outbox: a mail server that is down keeps nobody from asking for a new password."""
        request = allauth_context.request
        words = {"request": request, "email": email, "current_site": get_current_site(request), **context}
        message = self.render_mail(template_prefix, email, words)
        letters.send(subject=message.subject, body=message.body, to=email, recipient=context.get("user"))

    def pre_login(self, request, user, **details):
        """Whoever belongs to the district's own sign-in service comes through it, however else they tried."""
        refused = super().pre_login(request, user, **details)
        through_the_service = "sociallogin" in (details.get("signal_kwargs") or {})
        if refused or through_the_service or not single_sign_on.is_the_only_way(user.email):
            return refused
        stagekit.clear_login(request)
        messages.error(request, _("Please sign in with the service of your organization."))
        return redirect("account_login")

    def post_login(self, request, user, **details):
        """Go on in the language the person chose last, on whatever device that was."""
        response = super().post_login(request, user, **details)
        if user.preferred_language:
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                user.preferred_language,
                max_age=settings.LANGUAGE_COOKIE_AGE,
                samesite=settings.LANGUAGE_COOKIE_SAMESITE,
            )
        return response
