"""How long a link with which somebody chooses a password is good. Only allauth imports this (ACCOUNT_PASSWORD_RESET_
TOKEN_GENERATOR), from within the module that it imports here."""

from allauth.account.forms import EmailAwarePasswordResetTokenGenerator
from django.conf import settings
from django.utils.http import base36_to_int

from district import portal_settings


class Keys(EmailAwarePasswordResetTokenGenerator):
    """An invitation is good for the days of the settings, a forgotten password's link for NEW_PASSWORD_SECONDS: who was
    invited reads the mail when they come to it, who forgot a password waits for it."""

    def check_token(self, user, token):
        if not super().check_token(user, token):
            return False
        age = self._num_seconds(self._now()) - base36_to_int(token.partition("-")[0])
        return age <= (
            portal_settings.current().invitation_days * 86400 if user.is_invited else settings.NEW_PASSWORD_SECONDS
        )
