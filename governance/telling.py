"""Notice of a council's meeting by mail to each of its members, and to those who asked in writing (facts 4.6).

The law wants notice of a special meeting delivered to each member; what was told to whom, and when, stays on record
with the meeting. Members without an account or an e-mail address stand there as people to call.
"""

import uuid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F, Prefetch
from django.template.loader import render_to_string
from django.utils import timezone, translation

from district import outbox
from district.mail_links import stop_headers
from district.models import OutgoingMail
from district.models.mails import MailKind, MailState
from governance import agendas, requests
from governance.models import CouncilMeeting, MeetingRequest, MeetingTold, MemberNotice, SeatTerm
from governance.models.councils import SeatKind
from governance.models.meetings import MeetingState, PostingKind
from governance.models.member_notices import Told
from governance.seats import KINDS

TOLD_FIELDS = ("held_on", "starts_at", "mode", "place", "link", "joining", "interpretation", "kind")


@transaction.atomic
def tell(meeting, what, *, by, now=None):
    """Queue a mail to each member, and to those who asked, about a meeting that is still to come; the `MeetingTold`.

    None once it has begun: then nobody can be told before it any more.
    """
    now = now or timezone.now()
    if meeting.begins is None or meeting.begins <= now:
        return None
    telling = MeetingTold.objects.create(meeting=meeting, what=what, by=by)
    members = SeatTerm.objects.on(meeting.held_on).filter(council=meeting.council_id).select_related("user")
    asked = MeetingRequest.objects.filter(council=meeting.council_id, ends_on__gte=timezone.localdate(now))
    people = [(MemberNotice(telling=telling, term=term), *address_of(term)) for term in members]
    people += [(MemberNotice(telling=telling, request=one), None, one.email) for one in asked]
    mails = []
    for notice, user, address in people:
        if user or address:
            notice.mail = OutgoingMail(
                recipient=user, address=address, kind=MailKind.MEETING, key=f"meeting-told/{telling.pk}/{uuid.uuid4()}"
            )
            mails.append(notice.mail)
    OutgoingMail.objects.bulk_create(mails)
    MemberNotice.objects.bulk_create([notice for notice, *_who in people])
    outbox.ring()
    return telling


def address_of(term):
    """(the account, an address) by which a member is written to; (None, "") where by none: students never are."""
    if term.kind == SeatKind.STUDENT:
        return None, ""
    if term.user and term.user.is_active:
        return term.user, ""
    try:
        validate_email(term.contact)
    except ValidationError:
        return None, ""
    return None, term.contact


def tell_of_change(meeting, before, *, by):
    """After when and where of an announced meeting was changed; `before`: {field: value}. Nothing changed, no mail."""
    if meeting.state != MeetingState.NOTICED or all(getattr(meeting, name) == before[name] for name in TOLD_FIELDS):
        return None
    return tell(meeting, Told.CHANGED, by=by)


def as_told(meeting):
    """What of a meeting people are told, to compare after a change."""
    return {name: getattr(meeting, name) for name in TOLD_FIELDS}


# ---------------------------------------------------------------------- the mail


def write(mail):
    """The mail of a telling; None where it would come too late or say what is no longer so.

    To an address of which no language is known it speaks both.
    """
    notice = MemberNotice.objects.filter(mail=mail).select_related("request", "term").first()
    if notice is None:
        return None
    telling = MeetingTold.objects.get(pk=notice.telling_id)
    meetings = CouncilMeeting.objects.with_place().prefetch_related("items", "postings")
    meeting = meetings.get(pk=telling.meeting_id)
    is_cancelled = meeting.state == MeetingState.CANCELLED
    if is_cancelled != (telling.what == Told.CANCELLED) or meeting.begins is None or meeting.begins <= timezone.now():
        return None
    if notice.request and (notice.request.ends_on is None or notice.request.ends_on < timezone.localdate()):
        return None
    stop = settings.PORTAL_URL + requests.stop_path(notice.request) if notice.request else ""
    written = []
    for language in languages_of(notice, mail):
        with translation.override(language):
            written.append(texts(telling, meeting, notice, stop))
    return EmailMultiAlternatives(
        subject=" / ".join(subject for subject, _body in written)[:200],
        body=("\n" + "-" * 40 + "\n\n").join(body for _subject, body in written),
        to=[mail.goes_to],
        headers=stop_headers(stop) if stop else {},
    )


def languages_of(notice, mail):
    if notice.request:
        return [notice.request.language]
    if mail.recipient:
        return [mail.recipient.preferred_language or settings.LANGUAGE_CODE]
    return [code for code, _name in settings.LANGUAGES]


def texts(telling, meeting, notice, stop):
    is_agenda_public = any(one.kind == PostingKind.AGENDA for one in meeting.postings.all())
    items = list(meeting.items.all()) if is_agenda_public else [one for one in meeting.items.all() if one.posted_at]
    context = {
        "what": telling.what,
        "meeting": meeting,
        "council": meeting.council,
        "items": [item for item, _clock in agendas.timetable(meeting, items)],
        "is_member": notice.term_id is not None,
        "until": notice.request.ends_on if notice.request else None,
        "address": settings.PORTAL_URL + meeting.get_absolute_url(),
        "stop": stop,
    }
    subject = " ".join(render_to_string("governance/email/meeting_subject.txt", context).split())
    return subject, render_to_string("governance/email/meeting.txt", context)


# ---------------------------------------------------------------------- the record


def tellings_of(meeting):
    """Each telling of a meeting with its notices to members, and how many who had asked were written to. 3 queries."""
    members = MemberNotice.objects.exclude(term=None).select_related("term__user", "term__seat", "mail", "phoned_by")
    found = MeetingTold.objects.filter(meeting=meeting).select_related("by")
    found = list(found.prefetch_related(Prefetch("notices", members, to_attr="members")))
    asked = {}
    for pk in MemberNotice.objects.filter(telling__in=found, term=None).values_list("telling", flat=True):
        asked[pk] = asked.get(pk, 0) + 1
    for telling in found:
        telling.members.sort(key=lambda one: (KINDS[one.term.kind], one.term.seat.number))
        telling.asked_total = asked.get(telling.pk, 0)
        telling.to_call = sum(one.is_to_call for one in telling.members)
    return found


def settle():
    """Keep when a mail was sent beyond the mail itself. Nightly, long before the outbox forgets."""
    waiting = MemberNotice.objects.filter(sent_at=None, mail__state=MailState.SENT)
    for notice in waiting.annotate(moment=F("mail__sent_at"))[:5000]:
        MemberNotice.objects.filter(pk=notice.pk).update(sent_at=notice.moment)
