"""The digest: what waits, by mail, once; none where nothing waits; stopped by one click."""

import re
from datetime import date

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone

from district.models import DigestMail
from fce_portal import digest
from plans.models import Milestone
from tests.factories import MembershipFactory, MilestoneFactory, UserFactory

pytestmark = pytest.mark.django_db
MONDAY, TUESDAY, SATURDAY = date(2026, 3, 9), date(2026, 3, 10), date(2026, 3, 14)


def person(**fields):
    """Somebody of central office with a milestone that is late."""
    user = UserFactory(last_login=timezone.now(), **fields)
    MembershipFactory(district_wide=True, user=user)
    MilestoneFactory(owner=user, title="Hire greeters", due_on=date(2026, 3, 1))
    return user


def test_what_waits_comes_in_one_mail_in_the_language_of_the_person():
    person(preferred_language="es", email="ana@hartford.example")
    assert digest.send_due(MONDAY) == 1

    (sent,) = mail.outbox
    assert sent.to == ["ana@hartford.example"]
    assert "Hire greeters" in sent.body and "http" in sent.body
    assert "necesita" in sent.subject
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_it_goes_out_once_however_often_the_task_runs():
    person()
    assert digest.send_due(MONDAY) == 1
    assert digest.send_due(MONDAY) == 0
    assert len(mail.outbox) == 1


def test_a_second_worker_that_comes_between_sends_nothing():
    user = person()
    DigestMail.objects.create(user=user, day=MONDAY, items_total=1)
    assert not digest.send_to(user, MONDAY)
    assert mail.outbox == []


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
    assert digest.send_due(day) == sent


def test_where_nothing_waits_no_mail_goes_out():
    user = person()
    digest.send_due(MONDAY)
    mail.outbox.clear()
    Milestone.objects.filter(owner=user).delete()
    assert digest.send_due(date(2026, 3, 16)) == 0
    assert mail.outbox == []


def test_who_never_signed_in_or_holds_no_role_is_left_alone():
    invited = person()
    invited.last_login = None
    invited.save()
    gone = person()
    gone.memberships.update(ends_on=date(2026, 1, 1))
    assert digest.send_due(MONDAY) == 0


def test_a_refused_address_keeps_nobody_waiting_and_is_tried_again(monkeypatch):
    person(email="full@hartford.example")
    person(email="ana@hartford.example")
    send = EmailMessage.send

    def refuse_one(message):
        if message.to == ["full@hartford.example"]:
            raise OSError("mailbox full")
        return send(message)

    with monkeypatch.context() as patched:
        patched.setattr(EmailMessage, "send", refuse_one)
        assert digest.send_due(MONDAY) == 1

    assert digest.send_due(MONDAY) == 1
    assert [sent.to for sent in mail.outbox] == [["ana@hartford.example"], ["full@hartford.example"]]


def test_the_link_in_the_mail_stops_it_with_one_click_and_without_signing_in(client):
    user = person()
    digest.send_due(MONDAY)
    path = re.search(r"/mail/stop/[^\s/]+/", mail.outbox[0].body)[0]
    assert client.get(path).status_code == 200
    user.refresh_from_db()
    assert user.digest == "WEEKLY"  # looking stops nothing

    client.post(path)

    user.refresh_from_db()
    assert user.digest == "NEVER"
    assert "No more messages" in client.get(path).content.decode()
    assert client.post("/mail/stop/made-up/").status_code == 404


def test_a_person_chooses_how_often_it_comes(client):
    user = UserFactory()
    client.force_login(user)
    client.post(reverse("digest-choice"), {"digest": "DAILY"})
    user.refresh_from_db()
    assert user.digest == "DAILY"
    assert client.post(reverse("digest-choice"), {"digest": "HOURLY"}).context["form"].errors
