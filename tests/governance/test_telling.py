"""Notice of a meeting to each member by mail, on record; and to people who asked in writing."""

from datetime import date, time, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from district import outbox
from district.access import Role
from district.models import OutgoingMail
from district.models.mails import MailKind, MailState
from governance import meetings, requests, telling
from governance.models import MeetingRequest, MeetingTold, MemberNotice
from governance.models.member_notices import Told
from tests.factories import CouncilFactory, MembershipFactory, SeatFactory, SeatTermFactory, UserFactory
from tests.governance.councils import meeting_of

pytestmark = pytest.mark.django_db
NOW = timezone.make_aware(timezone.datetime(2025, 11, 12, 9))
DAY = date(2025, 11, 18)


@pytest.fixture(autouse=True)
def now():
    cache.clear()
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def council():
    """A member with an account who reads Spanish, one with an e-mail address, one with a telephone, and a student."""
    council = CouncilFactory()
    held = {"seat__council": council, "starts_on": date(2025, 7, 1), "ends_on": None}
    council.spanish = SeatTermFactory(user=UserFactory(preferred_language="es", name="Ana"), name="", **held)
    council.mailed = SeatTermFactory(contact="luis@families.example", **held)
    council.phoned = SeatTermFactory(contact="860 555 0100", **held)
    student = SeatFactory(council=council, kind="STUDENT", votes=False)
    council.student = SeatTermFactory(seat=student, starts_on=date(2025, 7, 1), ends_on=None)
    SeatTermFactory(seat__council=council, starts_on=date(2023, 7, 1), ends_on=date(2025, 6, 30))
    return council


def special(council, **fields):
    meeting = meeting_of(council, kind="SPECIAL", held_on=DAY, **fields)
    meeting.items.create(position=1, title="The new school day", title_es="El nuevo horario")
    return meeting


def notices_of(meeting):
    return {one.term: one for one in MemberNotice.objects.filter(telling__meeting=meeting).select_related("mail")}


def post(meeting, kind="NOTICE", **more):
    return meetings.post(kind, meeting=meeting, by=UserFactory(), **more)


def asked(council, email="pat@neighbors.example", **fields):
    values = {"language": "en", "ends_on": date(2026, 11, 1)} | fields
    return MeetingRequest.objects.create(council=council, email=email, **values)


# ---------------------------------------------------------------------- members


def test_each_member_is_told_in_their_language_and_who_has_no_address_is_to_be_called(council):
    meeting = special(council)
    post(meeting)
    found = notices_of(meeting)
    assert set(found) == {council.spanish, council.mailed, council.phoned, council.student}
    assert [one for one in found if found[one].is_to_call] == [council.phoned, council.student]

    outbox.send_waiting()
    sent = {one.to[0]: one for one in mail.outbox}
    spanish = sent[council.spanish.user.email]
    assert "El nuevo horario" in spanish.body and "18 de noviembre" in spanish.subject
    both = sent["luis@families.example"]
    assert "El nuevo horario" in both.body and "The new school day" in both.body
    assert len(sent) == 2
    assert notices_of(meeting)[council.mailed].mailed_at == NOW


def test_an_agenda_added_items_a_change_and_a_cancellation_are_told_too(council):
    meeting = special(council)
    post(meeting)
    post(meeting, "AGENDA")
    post(meeting, "AGENDA")
    meeting.items.create(position=2, title="Another")
    post(meeting, "AGENDA")
    meeting.refresh_from_db()
    before = telling.as_told(meeting)
    assert telling.tell_of_change(meeting, before, by=None) is None
    meeting.place = "Room 7"
    meeting.save()
    telling.tell_of_change(meeting, before, by=None)
    meetings.move("cancel", meeting=meeting, reason="Snow", by=UserFactory())

    told = list(MeetingTold.objects.order_by("pk").values_list("what", flat=True))
    assert told == ["NOTICE", "AGENDA", "CHANGED", "CHANGED", "CANCELLED"]


def test_a_mail_that_waits_says_what_is_so_when_it_leaves(council):
    meeting = special(council)
    post(meeting)
    meetings.move("cancel", meeting=meeting, reason="Snow")
    outbox.send_waiting()

    assert {one.subject.split(":")[0] for one in mail.outbox} == {"Cancelada", "Cancelled"}
    assert all("Snow" in one.body for one in mail.outbox)
    assert OutgoingMail.objects.filter(kind=MailKind.MEETING, state=MailState.DROPPED).count() == 2


def test_of_a_meeting_that_began_nobody_is_told_any_more(council):
    meeting = special(council)
    post(meeting)
    with time_machine.travel(timezone.make_aware(timezone.datetime(2025, 11, 18, 18, 1)), tick=False):
        outbox.send_waiting()
        assert telling.tell(meeting, Told.CHANGED, by=None) is None

    assert not mail.outbox
    assert notices_of(meeting)[council.mailed].is_to_call


def test_a_meeting_that_was_never_announced_is_cancelled_without_a_mail(council):
    meetings.move("cancel", meeting=special(council), reason="Snow")

    assert not MeetingTold.objects.exists()


def test_somebody_who_cannot_sign_in_any_more_is_called(council):
    type(council.spanish.user).objects.update(is_active=False)
    meeting = special(council)
    post(meeting)

    assert notices_of(meeting)[council.spanish].is_to_call


def test_the_record_outlives_the_mail(council):
    meeting = special(council)
    post(meeting)
    outbox.send_waiting()
    telling.settle()
    OutgoingMail.objects.all().delete()

    assert notices_of(meeting)[council.mailed].mailed_at == NOW


def test_the_page_says_who_was_told_and_a_call_is_recorded_once_it_was_made(client, council):
    meeting = special(council)
    post(meeting)
    OutgoingMail.objects.filter(address="luis@families.example").update(state="FAILED", reason="550 No such user")
    client.force_login(MembershipFactory(role=Role.COUNCIL_CHAIR, school=council.school).user)
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert "3 members to call" in page and "550 No such user" in page and "860 555 0100" in page

    address = reverse("governance:member-phoned", args=[meeting.pk, notices_of(meeting)[council.phoned].pk])
    assert "before it was announced" in client.post(address, {"phoned_on": "2025-11-11"}).content.decode()
    assert "still to come" in client.post(address, {"phoned_on": "2025-11-13"}).content.decode()
    client.post(address, {"phoned_on": "2025-11-12"})
    assert "2 members to call" in client.get(meeting.get_absolute_url()).content.decode()
    client.logout()
    assert "860 555 0100" not in client.get(meeting.get_absolute_url()).content.decode()


def test_a_change_on_the_page_tells_the_members(client, council):
    meeting = special(council)
    post(meeting)
    client.force_login(MembershipFactory(role=Role.COUNCIL_CHAIR, school=council.school).user)
    address = reverse("governance:meeting-change", args=[meeting.pk])
    said = {"kind": "SPECIAL", "held_on": DAY, "starts_at": time(19), "mode": "IN_PERSON", "place": "Library"}
    client.post(address, said | {"seen": client.get(address).context["form"].initial["seen"]})

    assert MeetingTold.objects.filter(what=Told.CHANGED).count() == 1


# ---------------------------------------------------------------------- those who asked


def ask(client, council, email="pat@neighbors.example", **more):
    said = {"email": email, "language": "es"} | more
    return client.post(reverse("governance:request-ask", args=[council.school.code]), said)


def test_whoever_asks_is_told_once_the_address_is_confirmed(client, council):
    assert ask(client, council).status_code == 302
    request = MeetingRequest.objects.get()
    assert request.ends_on is None
    letter = mail.outbox.pop()
    assert letter.to == ["pat@neighbors.example"] and requests.confirm_path(request) in letter.body
    post(special(council))
    assert not MemberNotice.objects.exclude(request=None).exists()

    client.get(requests.confirm_path(request))
    request.refresh_from_db()
    assert request.ends_on is None
    client.post(requests.confirm_path(request))
    request.refresh_from_db()
    assert request.ends_on == date(2026, 11, 12)
    assert client.get(reverse("governance:request-confirm", args=["forged"])).status_code == 404


def test_the_mail_holds_a_link_that_stops_it_and_then_nothing_is_kept(client, council):
    request = asked(council)
    post(special(council))
    outbox.send_waiting()
    letter = next(one for one in mail.outbox if one.to == [request.email])
    stop = requests.stop_path(request)
    assert stop in letter.extra_headers["List-Unsubscribe"] and stop in letter.body

    client.get(stop)
    assert MeetingRequest.objects.exists()
    client.post(stop)
    assert not MeetingRequest.objects.exists()
    assert not OutgoingMail.objects.filter(address=request.email).exists()
    assert client.post(stop).status_code == 200


def test_a_request_ends_after_a_year_and_an_unconfirmed_one_after_a_week(council):
    asked(council, ends_on=date(2025, 11, 11))
    new = asked(council, "new@neighbors.example", ends_on=None)
    kept = asked(council, "kept@neighbors.example")
    requests.sweep()
    assert set(MeetingRequest.objects.all()) == {new, kept}

    requests.sweep(NOW + timedelta(days=8))
    assert set(MeetingRequest.objects.all()) == {kept}


def test_nobody_learns_who_is_on_the_list_and_nobody_floods_an_address(client, council):
    asked(council, language="en")
    answers = {
        ask(client, council, email)["Location"] for email in ("pat@neighbors.example", "other@neighbors.example")
    }
    assert len(answers) == 1
    assert MeetingRequest.objects.get(email="pat@neighbors.example").language == "en"
    for _time in range(3):
        ask(client, council)
    before = len(mail.outbox)

    assert ask(client, council).status_code == 429
    assert len(mail.outbox) == before


def test_a_program_that_fills_every_field_learns_nothing(client, council):
    assert ask(client, council, website="https://spam.example").status_code == 302
    assert ask(client, council, email="not an address").status_code == 200
    assert not MeetingRequest.objects.exists() and not mail.outbox
