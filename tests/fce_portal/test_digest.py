"""The digest: what waits and what happened, by mail, once; none where there is nothing; stopped by one click."""

import re
from datetime import date

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from district import notices, outbox
from district.access import Role
from district.models import DayOff, OutgoingMail
from district.models.notices import Group, HowOften
from fce_portal import digest
from governance.models import CompactYear
from plans.models import Milestone
from tests.factories import MembershipFactory, MilestoneFactory, NoticeFactory, UserFactory

pytestmark = pytest.mark.django_db
MONDAY, TUESDAY, SATURDAY = date(2026, 3, 9), date(2026, 3, 10), date(2026, 3, 14)


def person(**fields):
    """Somebody of central office with a milestone that is late; nothing else waits for them yet."""
    user = UserFactory(last_login=timezone.now(), **fields)
    MembershipFactory(district_wide=True, user=user)
    CompactYear.objects.get_or_create(kind="POLICY", fall_year=2025, defaults={"approve_by": date(2026, 6, 30)})
    MilestoneFactory(owner=user, title="Hire greeters", due_on=date(2026, 3, 1))
    return user


def send_due(day):
    """How many mails the day brought."""
    before = len(mail.outbox)
    digest.queue_due(day)
    outbox.send_waiting()
    return len(mail.outbox) - before


def test_what_waits_comes_in_one_mail_in_the_language_of_the_person():
    person(preferred_language="es", email="ana@hartford.example")
    assert send_due(MONDAY) == 1

    (sent,) = mail.outbox
    assert sent.to == ["ana@hartford.example"]
    assert "Hire greeters" in sent.body and "http" in sent.body
    assert "necesita" in sent.subject
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_it_goes_out_once_however_often_the_task_runs():
    person()
    assert [send_due(MONDAY), send_due(MONDAY)] == [1, 0]


def test_a_second_worker_that_comes_between_makes_no_second_mail():
    user = person()
    often = digest.often_on(MONDAY)
    assert digest.queue(user, MONDAY, often)
    assert not digest.queue(user, MONDAY, often)
    assert OutgoingMail.objects.count() == 1


@pytest.mark.parametrize(
    ("chosen", "day", "sent"),
    [
        ("WEEKLY", MONDAY, 1),
        ("WEEKLY", TUESDAY, 0),
        ("DAILY", TUESDAY, 1),
        ("DAILY", SATURDAY, 0),
        ("NEVER", MONDAY, 0),
    ],
)
def test_it_comes_as_often_as_the_person_chose(chosen, day, sent):
    person(digest=chosen)
    assert send_due(day) == sent


def test_after_a_monday_off_the_weekly_one_comes_on_tuesday():
    person(digest="WEEKLY")
    DayOff.objects.create(name="A holiday", first_day=MONDAY, last_day=MONDAY)
    assert [send_due(MONDAY), send_due(TUESDAY)] == [0, 1]


def test_where_nothing_waits_no_mail_goes_out():
    user = person()
    Milestone.objects.filter(owner=user).delete()
    assert send_due(MONDAY) == 0
    assert not OutgoingMail.objects.exists()


def test_what_is_settled_before_the_mail_leaves_is_not_in_it():
    user = person()
    digest.queue_due(MONDAY)
    Milestone.objects.filter(owner=user).delete()
    outbox.send_waiting()
    assert mail.outbox == []
    assert OutgoingMail.objects.get().state == "DROPPED"


def test_who_never_signed_in_or_holds_no_role_is_left_alone():
    invited = person()
    invited.last_login = None
    invited.save()
    gone = person()
    gone.memberships.update(ends_on=date(2026, 1, 1))
    assert send_due(MONDAY) == 0


def test_notices_that_somebody_wants_daily_come_with_it_newest_first_and_by_thing():
    board = MembershipFactory(role=Role.BOARD_MEMBER, school=None, user__last_login=timezone.now()).user
    for path in ("/plan/a/#goal-1", "/plan/b/", "/plan/a/#needs"):
        NoticeFactory(recipient=board, by_mail="DAILY", path=path)
    NoticeFactory(recipient=board, by_mail="NEVER")
    NoticeFactory(recipient=board, by_mail="DAILY", read_at=timezone.now())

    assert send_due(TUESDAY) == 1

    assert mail.outbox[0].subject == "3 notices for you"
    mailed = OutgoingMail.objects.get().notices.all()
    assert [one.path for one in digest.grouped_by_thing(list(mailed))] == [
        "/plan/a/#needs",
        "/plan/a/#goal-1",
        "/plan/b/",
    ]
    assert send_due(date(2026, 3, 11)) == 0


def test_the_link_in_the_mail_stops_all_mails_with_one_click_and_without_signing_in(client):
    user = person()
    send_due(MONDAY)
    path = re.search(r"/mail/stop/[^\s/]+/", mail.outbox[0].body)[0]
    assert client.get(path).status_code == 200
    user.refresh_from_db()
    assert user.digest == "WEEKLY"  # looking stops nothing

    client.post(path)

    user.refresh_from_db()
    assert user.digest == "NEVER"
    assert set(notices.choices_of(user).values()) == {HowOften.NEVER}
    assert "No more messages" in client.get(path).content.decode()
    assert client.post("/mail/stop/made-up/").status_code == 404


def test_a_person_chooses_what_comes_and_how_often(client):
    user = UserFactory()
    client.force_login(user)
    chosen = {"digest": "DAILY", "OWN_WORK": "AT_ONCE", "COMMENTS": "WEEKLY", "DEADLINES": "NEVER", "FIGURES": "NEVER"}
    client.post(reverse("digest-choice"), chosen)
    user.refresh_from_db()
    assert user.digest == "DAILY"
    assert notices.choices_of(user) == {group: chosen[group] for group in Group}
    refused = client.post(reverse("digest-choice"), chosen | {"digest": "HOURLY", "FIGURES": "LATER"})
    assert set(refused.context["form"].errors) == {"digest", "FIGURES"}
