"""A line in the log for each sign-in, sign-out and failed try, for whoever looks for somebody that guesses.

People stand there by number. Of a failed try there is a keyed hash of what was typed: the same name gives the same
hash, and the log tells nobody's address.
"""

import hashlib
import hmac
import logging

from django.conf import settings
from django.contrib.auth import signals
from django.dispatch import receiver

logger = logging.getLogger("portal.security")


def said_of(request):
    return {"ip": request.META.get("REMOTE_ADDR", "") if request else ""}


@receiver(signals.user_logged_in, dispatch_uid="log-signed-in")
def signed_in(sender, request, user, **kwargs):
    logger.info("Signed in", extra={"user_id": user.pk, **said_of(request)})


@receiver(signals.user_logged_out, dispatch_uid="log-signed-out")
def signed_out(sender, request, user, **kwargs):
    if user is not None:
        logger.info("Signed out", extra={"user_id": user.pk, **said_of(request)})


@receiver(signals.user_login_failed, dispatch_uid="log-failed")
def failed(sender, credentials, request=None, **kwargs):
    typed = str(credentials.get("email") or credentials.get("username") or "").strip().lower()
    digest = hmac.new(settings.SECRET_KEY.encode(), f"sign-in {typed}".encode(), hashlib.sha256).hexdigest()[:16]
    logger.warning("Sign-in failed", extra={"tried": digest, **said_of(request)})
