"""Notices that people want at once, by mail: what came up together for one person goes in one mail."""

from itertools import groupby

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from district import mail_links, notices
from district.models import Notice, OutgoingMail
from district.models.mails import MailKind
from district.models.notices import HowOften

MOST_AT_ONCE = 500


@transaction.atomic
def collect():
    """Put what is to be mailed at once into the outbox: one mail for each person. Any number of workers may."""
    waiting = Notice.objects.filter(by_mail=HowOften.AT_ONCE, mail=None).order_by("recipient", "pk")
    rows = list(waiting.select_for_update(skip_locked=True, of=("self",)).values_list("recipient", "pk")[:MOST_AT_ONCE])
    for recipient, theirs in groupby(rows, key=lambda row: row[0]):
        ids = [pk for _recipient, pk in theirs]
        mail = OutgoingMail.objects.create(recipient_id=recipient, kind=MailKind.NOTICES, key=f"notices/{ids[0]}")
        Notice.objects.filter(pk__in=ids).update(mail=mail)
    return len(rows)


def told_by(mail):
    """The notices of a mail that may be told now, oldest first."""
    found = mail.notices.select_related("by", "school").order_by("made_at", "pk")
    return notices.still_to_be_told(mail.recipient, list(found))


def lines(told):
    """(sentence, whole address) of each notice, in the language in force."""
    return [
        (notices.sentence_of(one), settings.PORTAL_URL + reverse("district:notice-open", args=[one.pk])) for one in told
    ]


def write(mail):
    """The mail that tells some notices; None where none is left to be told."""
    told = told_by(mail)
    if not told:
        return None
    person = mail.recipient
    stop = settings.PORTAL_URL + mail_links.stop_path(person)
    context = {
        "person": person,
        "notices": lines(told),
        "total": len(told),
        "portal": settings.PORTAL_URL,
        "choose": settings.PORTAL_URL + reverse("digest-choice"),
        "stop": stop,
    }
    context["first"] = context["notices"][0][0]
    return EmailMultiAlternatives(
        subject=" ".join(render_to_string("district/email/notices_subject.txt", context).split()),
        body=render_to_string("district/email/notices.txt", context),
        to=[person.email],
        headers=mail_links.stop_headers(stop),
    )
