"""People who asked in writing to be told of a council's meetings: asked on a public page, confirmed by mail, good for a
year, stopped with one click (facts 4.6, "Notice to requesters"). Only the address and the language are kept."""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from district import letters
from district.models import OutgoingMail
from district.portal_settings import current as portal_settings
from governance.models import MeetingRequest

HOLDS_FOR = timedelta(days=365)
SALT = "governance.meeting_request"
MOST_OF_A_COUNCIL = 2000


def ask(council, email, language):
    """Note the request and send the mail by which it is confirmed. Whoever is on the list already gets a mail too.

    The page says the same in every case: nobody learns from it who is on a list.
    """
    email = email.strip().lower()
    with transaction.atomic():
        if council.requests.count() >= MOST_OF_A_COUNCIL and not council.requests.filter(email=email).exists():
            return
        request, _new = MeetingRequest.objects.get_or_create(
            council=council, email=email, defaults={"language": language}
        )
    with translation.override(request.language):
        context = {
            "council": council,
            "confirm": settings.PORTAL_URL + confirm_path(request),
            "stop": settings.PORTAL_URL + stop_path(request),
        }
        subject = " ".join(render_to_string("governance/email/request_subject.txt", context).split())
        body = render_to_string("governance/email/request.txt", context)
    letters.send(subject=subject, body=body, to=email)


def confirm(request, today=None):
    """The address is its owner's: from now on for a year. Confirmed again, the year begins anew."""
    request.ends_on = (today or timezone.localdate()) + HOLDS_FOR
    request.save()
    return request


def token(request):
    return signing.dumps(request.pk, salt=SALT)


def confirm_path(request):
    return reverse("governance:request-confirm", args=[token(request)])


def stop_path(request):
    return reverse("governance:request-stop", args=[token(request)])


def request_of(text):
    """The request of a signed link; None for a forged link, or where it was stopped. It works for good."""
    try:
        pk = signing.loads(text, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return MeetingRequest.objects.select_related("council__school").filter(pk=pk).first()


def stop(request):
    remove(MeetingRequest.objects.filter(pk=request.pk))


@transaction.atomic
def remove(found):
    """Requests go with all that was kept of them: what was sent to the address, too."""
    OutgoingMail.objects.filter(member_notice__request__in=found).delete()
    found.delete()


def sweep(now=None):
    """Requests that were never confirmed, or whose year is over."""
    now = now or timezone.now()
    remove(MeetingRequest.objects.filter(ends_on__lt=timezone.localdate(now)))
    remove(unconfirmed_since(now - timedelta(days=portal_settings().requests_kept_days)))


def unconfirmed_since(moment):
    return MeetingRequest.objects.filter(ends_on=None, asked_at__lt=moment)
