"""Mail by real workers, a real broker and a mail server that comes and goes."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from district import notice_mail, notices, outbox
from district.access import Role
from district.models import OutgoingMail
from indicators.notices import OF_DISTRICT
from tests.factories import MembershipFactory, NoticeFactory, OutgoingMailFactory, SchoolFactory
from tests.mail_server import MailServer
from tests.services import wait_for

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def mail_server(monkeypatch):
    server = MailServer().start()
    monkeypatch.setenv("EMAIL_URL", server.url)
    yield server
    server.stop()


def board_member(**fields):
    made = {f"user__{name}": value for name, value in {"last_login": timezone.now(), **fields}.items()}
    person = MembershipFactory(role=Role.BOARD_MEMBER, school=None, **made).user
    notices.choose(person, {"FIGURES": "AT_ONCE"})
    return person


def something_happens(*people):
    with transaction.atomic():
        notices.tell(OF_DISTRICT, people, about=SchoolFactory(), path="/dashboard/", key=f"at {timezone.now()}")


def test_a_notice_leaves_by_mail_moments_after_it_happened(celery_worker_process, broker, mail_server):
    celery_worker_process()
    something_happens(board_member(email="ana@hartford.example"))
    (arrived,) = wait_for(lambda: mail_server.taken)
    assert arrived["To"] == "ana@hartford.example"
    assert arrived["Message-ID"] == OutgoingMail.objects.get().message_id
    assert "One-Click" in arrived["List-Unsubscribe-Post"]


def test_a_mail_server_that_is_down_costs_time_and_nothing_else(celery_worker_process, broker, mail_server):
    celery_worker_process()
    mail_server.stop()
    something_happens(board_member(), board_member())
    tried = wait_for(lambda: OutgoingMail.objects.filter(tries=1).first())
    assert "refused" in tried.reason

    mail_server.start()
    OutgoingMail.objects.update(next_try_at=timezone.now())
    outbox.ring()

    wait_for(lambda: len(mail_server.taken) == 2 and not OutgoingMail.objects.exclude(state="SENT").exists())
    assert {one["Message-ID"] for one in mail_server.taken} == set(
        OutgoingMail.objects.values_list("message_id", flat=True)
    )


def test_two_workers_and_many_bells_send_each_mail_once(celery_worker_process, broker, mail_server):
    celery_worker_process(wait=False)
    celery_worker_process()
    people = [board_member() for _number in range(12)]
    for person in people:
        something_happens(person)
    for _bell in range(10):
        outbox.ring()
    wait_for(lambda: OutgoingMail.objects.filter(state="SENT").count() >= 12, 20)
    assert sorted(one["To"] for one in mail_server.taken) == sorted(person.email for person in people)


def test_an_address_that_is_refused_waits_for_a_person(celery_worker_process, broker, mail_server):
    celery_worker_process()
    mail_server.refused = "gone@hartford.example"
    something_happens(board_member(email="gone@hartford.example"), board_member(email="ana@hartford.example"))
    failed = wait_for(lambda: OutgoingMail.objects.filter(state="FAILED").first())
    assert failed.reason == "550 No such user"
    wait_for(lambda: [one["To"] for one in mail_server.taken] == ["ana@hartford.example"])


def test_without_a_broker_the_notice_is_kept_and_its_mail_made_good(broker, mail_server, celery_worker_process):
    broker.stop()
    person = board_member()
    something_happens(person)
    assert person.notices.count() == 1
    broker.start()
    celery_worker_process()
    outbox._silent_until = 0
    outbox.ring()  # as beat does every minute
    wait_for(lambda: len(mail_server.taken) == 1)


def test_a_worker_that_is_shot_loses_no_mail(celery_worker_process, broker, mail_server):
    for _number in range(5):
        NoticeFactory(recipient=board_member())
    worker = celery_worker_process()
    outbox.ring()
    wait_for(lambda: mail_server.taken)
    worker.kill()
    celery_worker_process()
    outbox.ring()
    wait_for(lambda: OutgoingMail.objects.filter(state="SENT").count() == 5, 20)
    sent = [one["Message-ID"] for one in mail_server.taken]
    assert len(set(sent)) == 5 and len(sent) <= 6  # one may have been on its way when the worker died


def test_the_same_mail_reaches_a_real_server_as_it_was_written(mail_server):
    with override_settings(
        EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend", EMAIL_HOST="127.0.0.1", EMAIL_PORT=mail_server.port
    ):
        NoticeFactory(recipient=board_member(preferred_language="es"))
        waiting = OutgoingMailFactory(next_try_at=timezone.now() + timedelta(hours=1))
        notice_mail.collect()
        assert outbox.send_waiting() == 1
    (arrived,) = mail_server.taken
    assert "Hola" in arrived.get_payload(decode=True).decode()
    waiting.refresh_from_db()
    assert waiting.state == "WAITING"  # its time has not come
