"""The signed link in every mail of the portal that stops them all, without signing in."""

from django.core import signing
from django.urls import reverse

from district.models import User

STOP_SALT = "fce_portal.digest.stop"


def stop_token(person):
    return signing.dumps(person.pk, salt=STOP_SALT)


def stop_path(person):
    return reverse("digest-stop", args=[stop_token(person)])


def stop_headers(address):
    """By these mail programs offer to stop it with one click (RFC 8058)."""
    return {"List-Unsubscribe": f"<{address}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def person_of(token):
    """Whose mails a link stops; None for a forged one. It works for good: a link in an old mail must stop them too."""
    try:
        return User.objects.filter(pk=signing.loads(token, salt=STOP_SALT)).first()
    except (signing.BadSignature, ValueError, TypeError):
        return None
