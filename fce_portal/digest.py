"""The digest: one mail with what "My work" says needs a person, and what happened since (features, rows 89, 90).

Each person chooses how often either comes. It stops by itself: what is done is not in the next one, and where there is
nothing to say no mail goes out. It leaves by the outbox like every other mail.
"""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from district import mail_links, notice_mail, notices, outbox
from district.languages_offered import language_for
from district.models import Digest, Membership, Notice, OutgoingMail, User
from district.models.mails import MailKind
from district.models.notices import Group, HowOften
from district.models.saved_views import Subscription
from district.working_days import Days
from fce_portal.home import items_for

MOST_ITEMS = 12  # of one mail; the rest is a number
MOST_NOTICES = 20


def queue_due(on):
    """Put every digest due on the day `on` into the outbox; safe to run twice, and in two workers at once. How many."""
    often = often_on(on)
    queued = sum(queue(person, on, often) for person in due(on, often))
    if queued:
        outbox.ring()
    return queued


def often_on(on):
    """What is due on a day: nothing on weekends and holidays, the weekly ones on the first working day of the week."""
    days = Days(on)
    if not days.is_working(on):
        return set()
    return {HowOften.DAILY, HowOften.WEEKLY} if days.begins_the_week else {HowOften.DAILY}


def due(on, often):
    """Who may get a digest on this day: people with a role who have signed in before, whose mail is not made yet."""
    held = Membership.objects.current(on).values("user")
    people = User.objects.filter(is_active=True, last_login__isnull=False, pk__in=held)
    untold = Notice.objects.unread().filter(recipient=OuterRef("pk"), mail=None, by_mail__in=often)
    wanted = people.filter(Q(digest__in=often) | Exists(untold)) if often else people.none()
    made = OutgoingMail.objects.filter(recipient=OuterRef("pk"), kind=MailKind.DIGEST, day=on)
    return wanted.exclude(Exists(made)).order_by("pk")


@transaction.atomic
def queue(person, on, often):
    """One person's digest: whether there is anything to say, and nobody else has made it."""
    waiting = Notice.objects.unread().filter(recipient=person, mail=None, by_mail__in=often)
    if not waiting.exists() and not needs_of(person, on, often):
        return False
    mail, is_ours = OutgoingMail.objects.get_or_create(
        key=f"digest/{person.pk}/{on}", defaults={"recipient": person, "kind": MailKind.DIGEST, "day": on}
    )
    if is_ours:
        waiting.update(mail=mail)
    return is_ours


def needs_of(person, on, often):
    """What needs the person, if they want it by mail on such a day."""
    if person.digest not in often:
        return []
    with translation.override(language_for(person.preferred_language)):
        return [item for item in items_for(person, on) if item.needs_somebody]


def write(mail):
    """The mail, in the language in force; None where nothing is left to say."""
    person = mail.recipient
    told = grouped_by_thing(notice_mail.told_by(mail))
    is_newest = not person.mails.filter(kind=MailKind.DIGEST, day__gt=mail.day).exists()
    needs = needs_of(person, mail.day, often_on(mail.day)) if is_newest else []
    if not needs and not told:
        return None
    stop = settings.PORTAL_URL + mail_links.stop_path(person)
    context = {
        "person": person,
        "items": needs[:MOST_ITEMS],
        "more": max(len(needs) - MOST_ITEMS, 0),
        "total": len(needs),
        "notices": notice_mail.lines(told[:MOST_NOTICES]),
        "more_notices": max(len(told) - MOST_NOTICES, 0),
        "notices_total": len(told),
        "portal": settings.PORTAL_URL,
        "choose": settings.PORTAL_URL + reverse("digest-choice"),
        "stop": stop,
    }
    return EmailMultiAlternatives(
        subject=render_to_string("home/email/digest_subject.txt", context).strip(),
        body=render_to_string("home/email/digest.txt", context),
        to=[person.email],
        headers=mail_links.stop_headers(stop),
    )


def grouped_by_thing(told):
    """Newest first, and what is about one thing together, where the newest of it stands."""
    newest_first = sorted(told, key=lambda one: (one.made_at, one.pk), reverse=True)
    places = {}
    for place, one in enumerate(newest_first):
        places.setdefault(page_of(one), place)
    return sorted(newest_first, key=lambda one: places[page_of(one)])


def page_of(notice):
    return notice.path.partition("#")[0]


@transaction.atomic
def stop(person):
    """No mails of this kind from now on; the person can choose otherwise at any time."""
    User.objects.filter(pk=person.pk).update(digest=Digest.NEVER)
    person.saved_views.update(subscription=Subscription.NEVER)
    notices.choose(person, dict.fromkeys(Group, HowOften.NEVER))


def is_stopped(person):
    if person.saved_views.exclude(subscription=Subscription.NEVER).exists():
        return False
    return person.digest == Digest.NEVER and set(notices.choices_of(person).values()) == {HowOften.NEVER}
