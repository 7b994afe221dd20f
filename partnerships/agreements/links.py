"""Links with which a partner's contact logs service of one programme without an account (features, row 54).

The address is signed and bears the link's number and its first moment; it is not stored. It stops when it expires, is
revoked, or its programme's agreement is no longer in force.
"""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from district import letters
from partnerships.models import AgreementRules, ProgrammeSite, ServiceLink
from partnerships.models.agreements import ONCE_ACTIVE

SALT = "partnerships.service-link"


def token_of(link):
    return signing.dumps([link.pk, link.programme_id], salt=SALT)


def address_of(link):
    return f"{settings.PORTAL_URL}{reverse('partnerships:service-by-link', args=[token_of(link)])}"


def link_of(token, now=None):
    """The link behind a token while it works; None for a forged, expired or revoked one."""
    try:
        pk, programme = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    found = ServiceLink.objects.open_at(now or timezone.now()).filter(
        pk=pk, programme=programme, programme__agreement__state__in=ONCE_ACTIVE
    )
    return found.select_related("programme__agreement__partner", "school").first()


@transaction.atomic
def send(*, programme, school, contact, email, language, by):
    """Make a link and mail its address; returns the link and whether the mail server has the mail by now."""
    days = AgreementRules.in_force().link_days
    link = ServiceLink.objects.create(
        programme=programme,
        school=school,
        contact=contact,
        email=email,
        made_by=by,
        expires_at=timezone.now() + timedelta(days=days),
    )
    with translation.override(language):
        words = {
            "contact": contact,
            "person": str(by),
            "programme": programme.name,
            "address": address_of(link),
            "day": date_format(timezone.localdate(link.expires_at)),
        }
        subject = _("Log service of “%(programme)s”") % words
        body = (
            _(
                "Dear %(contact)s,\n\n"
                "%(person)s asks you to log what “%(programme)s” delivers to schools. "
                "You need no account. Open this address whenever you have something to log:\n\n"
                "%(address)s\n\n"
                "It works until %(day)s and only for this program. Do not pass it on. "
                "Please write counts only, never names of children or families.\n"
            )
            % words
        )
    return link, letters.send(subject=subject, body=body, to=email)


def revoke(link):
    """From now on the address leads nowhere. Whether it did until now."""
    return bool(ServiceLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=timezone.now()))


def sites_of(link):
    """The places for which service can be logged with the link: of its programme, and its school if it has one."""
    sites = ProgrammeSite.objects.filter(programme=link.programme_id)
    if link.school_id:
        sites = sites.filter(school=link.school_id)
    return sites.select_related("programme__agreement__partner", "school").order_by("school__name", "pk")
