"""The digest: one mail with what "My work" says needs a person, not a mail for each thing (features, rows 89, 90).

It stops by itself: what is done is not in the next one, and where nothing waits no mail goes out.
"""

import logging

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from district.models import Digest, DigestMail, Membership, User
from fce_portal.home import items_for

logger = logging.getLogger(__name__)

MONDAY = 0
MOST_ITEMS = 12  # of one mail; the rest is a number
STOP_SALT = "fce_portal.digest.stop"


def send_due(on):
    """Send every digest due on the day `on`; safe to run twice, and in two workers at once. How many went out.

    An address that the mail server refuses keeps nobody else waiting; the next run tries it again.
    """
    sent = 0
    for person in due(on):
        try:
            sent += send_to(person, on)
        except OSError as error:
            logger.warning("The digest to person %s could not be sent: %s", person.pk, error)
    return sent


def due(on):
    """Who wants a digest on this day: people with a role who have signed in before, by what they chose."""
    if on.weekday() > 4:
        return User.objects.none()
    wanted = [Digest.DAILY, Digest.WEEKLY] if on.weekday() == MONDAY else [Digest.DAILY]
    held = Membership.objects.current(on).values("user")
    people = User.objects.filter(is_active=True, last_login__isnull=False, digest__in=wanted, pk__in=held)
    return people.filter(~Q(digests__day=on)).order_by("pk")


def send_to(person, on):
    """One person's digest: whether a mail went out. Raises what the mail server raises (OSError)."""
    language = person.preferred_language or settings.LANGUAGE_CODE
    with translation.override(language):
        needs = [item for item in items_for(person, on) if item.needs_somebody]
        if not needs:
            return False
        claimed, is_ours = DigestMail.objects.get_or_create(user=person, day=on, defaults={"items_total": len(needs)})
        if not is_ours:
            return False
        try:
            message(person, needs).send()
        except OSError:  # the mail server refused: the next run may try again
            claimed.delete()
            raise
    DigestMail.objects.filter(pk=claimed.pk).update(sent_at=timezone.now())
    return True


def message(person, needs):
    """The mail, in the language in force; with the headers by which mail programs offer to stop it."""
    stop = settings.PORTAL_URL + reverse("digest-stop", args=[stop_token(person)])
    context = {
        "person": person,
        "items": needs[:MOST_ITEMS],
        "more": max(len(needs) - MOST_ITEMS, 0),
        "total": len(needs),
        "portal": settings.PORTAL_URL,
        "choose": settings.PORTAL_URL + reverse("digest-choice"),
        "stop": stop,
    }
    return EmailMultiAlternatives(
        subject=render_to_string("home/email/digest_subject.txt", context).strip(),
        body=render_to_string("home/email/digest.txt", context),
        to=[person.email],
        headers={"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
    )


def stop_token(person):
    return signing.dumps(person.pk, salt=STOP_SALT)


def person_of(token):
    """Whose mails a link stops; None for a forged one. It works for good: a link in an old mail must stop them too."""
    try:
        return User.objects.filter(pk=signing.loads(token, salt=STOP_SALT)).first()
    except (signing.BadSignature, ValueError, TypeError):
        return None


@transaction.atomic
def stop(person):
    """No digests from now on; the person can choose otherwise at any time."""
    User.objects.filter(pk=person.pk).update(digest=Digest.NEVER)
