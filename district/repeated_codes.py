"""A code of an authenticator app that is typed a second time within its half-minute: somebody may have looked over a
shoulder. It is refused; the holder is told in the page, and by mail, since the second one may be somebody else
(OWASP ASVS 2.8.5)."""

from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, validate_totp_code
from allauth.mfa.utils import decrypt
from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from district import letters
from district.languages_offered import language_for

SAID = _("This code was used a moment ago. Wait for the next one. We told its owner by mail.")
TOLD_EVERY = 600  # seconds: whoever tries on is not to fill a mailbox


def was_used(user, code):
    """Whether this is a right code of the person's app that was taken already."""
    code = normalize_user_code(code)
    for one in Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP):
        if cache.get(TOTP(one)._get_used_cache_key(code)) and validate_totp_code(decrypt(one.data["secret"]), code):
            return True
    return False


def tell(user):
    """Write to the person, at most once in ten minutes."""
    if not cache.add(f"repeated-code/{user.pk}", True, TOLD_EVERY):
        return
    with translation.override(language_for(user.preferred_language)):
        context = {"user": user}
        subject = " ".join(render_to_string("district/email/repeated_code_subject.txt", context).split())
        letters.send(subject=subject, body=render_to_string("district/email/repeated_code.txt", context), to=user.email)
