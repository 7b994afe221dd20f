"""What allauth asks us about second factors: how secrets are kept, what a passkey is called, which may not go."""

import base64

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district import second_factor

SEALED = "sealed:"  # before what is encrypted; secrets of older versions are not and stay readable


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": gettext_lazy(
            "Your role needs a second step at sign-in. Add another one first, then you can remove this one."
        ),
        "incorrect_code": gettext_lazy("This is not the code. Each code of the app is good for half a minute."),
    }

    def encrypt(self, text):
        """A copy of the database alone gives nobody's codes away: the key is made of SECRET_KEY."""
        return SEALED + box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        if not encrypted_text.startswith(SEALED):
            return encrypted_text
        return box().decrypt(encrypted_text.removeprefix(SEALED).encode()).decode()

    def can_delete_authenticator(self, authenticator):
        return not second_factor.must_stay(authenticator)

    def generate_authenticator_name(self, user, type):
        number = second_factor.factors_of(user.pk).filter(type=type).count() + 1
        return _("Passkey") if number == 1 else _("Passkey %(number)s") % {"number": number}


def box():
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(key_from(key)) for key in keys])


def key_from(secret):
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"second factor").derive(secret.encode())
    return base64.urlsafe_b64encode(derived)
