"""The outbox: each mail goes out once, is never lost, and waits longer after each failure."""

import smtplib
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.mail import EmailMessage
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from district import letters, notice_mail, outbox, people
from district.access import Role
from district.models import Notice, OutgoingMail
from fce_portal.home import items_for
from tests.factories import MembershipFactory, NoticeFactory, OutgoingMailFactory, UserFactory

pytestmark = pytest.mark.django_db


def board_member(**fields):
    return MembershipFactory(role=Role.BOARD_MEMBER, school=None, **{f"user__{k}": v for k, v in fields.items()}).user


def waiting_mail(**fields):
    """A mail of one notice that somebody wants at once."""
    NoticeFactory(recipient=board_member(**fields))
    notice_mail.collect()
    return OutgoingMail.objects.latest("pk")


class MailServer:
    """Stands where the mail server is: takes mails, or answers with the next of `answers`."""

    def __init__(self, monkeypatch, answers=()):
        self.answers = list(answers)
        self.taken = []
        monkeypatch.setattr(EmailMessage, "send", lambda message: self.take(message))

    def take(self, message):
        answer = self.answers.pop(0) if self.answers else None
        if answer:
            raise answer
        self.taken.append(message.extra_headers["Message-ID"])
        return 1


DOWN = ConnectionRefusedError(111, "Connection refused")
BUSY = smtplib.SMTPRecipientsRefused({"ana@hartford.example": (451, b"Try again later")})
UNKNOWN = smtplib.SMTPRecipientsRefused({"ana@hartford.example": (550, b"No such user")})
GONE = smtplib.SMTPServerDisconnected("Connection unexpectedly closed")


# ---------------------------------------------------------------------- sending


def test_notices_that_came_together_leave_in_one_mail_for_each_person():
    person = board_member()
    NoticeFactory.create_batch(2, recipient=person)
    NoticeFactory(recipient=board_member())
    NoticeFactory(recipient=person, by_mail="DAILY")

    notice_mail.collect()
    assert outbox.send_waiting() == 2

    assert len(mail.outbox) == 2
    assert notice_mail.collect() == 0
    assert outbox.send_waiting() == 0


def test_a_mail_speaks_the_language_of_its_reader_and_leads_to_the_thing():
    waiting_mail(preferred_language="es")
    outbox.send_waiting()

    (sent,) = mail.outbox
    notice = Notice.objects.get()
    assert "cifras" in sent.subject
    assert reverse("district:notice-open", args=[notice.pk]) in sent.body
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_the_message_id_stays_over_all_tries(monkeypatch):
    made = waiting_mail()
    server = MailServer(monkeypatch, [DOWN, GONE])
    for _try in range(3):
        outbox.send_waiting()
        OutgoingMail.objects.update(next_try_at=timezone.now())
    assert server.taken == [made.message_id]


def test_a_try_that_a_wrong_clock_put_off_for_hours_is_made_now():
    """No pause is longer than an hour: what waits for longer was noted while the clock was ahead."""
    waiting_mail()
    OutgoingMail.objects.update(next_try_at=timezone.now() + timedelta(minutes=50))
    assert outbox.send_waiting() == 0
    OutgoingMail.objects.update(next_try_at=timezone.now() + timedelta(hours=3))
    assert outbox.send_waiting() == 1


def test_while_the_mail_server_is_down_mails_wait_and_none_is_given_up(monkeypatch):
    server = MailServer(monkeypatch, [DOWN] * 100)
    made = waiting_mail()
    for _try in range(50):
        OutgoingMail.objects.update(next_try_at=timezone.now())
        outbox.send_waiting()

    made.refresh_from_db()
    assert (made.state, made.tries) == ("WAITING", 50)
    assert "Connection refused" in made.reason

    server.answers.clear()
    OutgoingMail.objects.update(next_try_at=timezone.now())
    assert outbox.send_waiting() == 1


def test_a_run_ends_where_the_server_cannot_be_reached(monkeypatch):
    for _number in range(3):
        waiting_mail()
    server = MailServer(monkeypatch, [DOWN])
    assert outbox.send_waiting() == 0
    assert outbox.send_waiting() == 2
    assert len(server.taken) == 2


def test_a_refused_address_keeps_nobody_else_waiting(monkeypatch):
    refused = waiting_mail()
    waiting_mail()
    server = MailServer(monkeypatch, [UNKNOWN])
    assert outbox.send_waiting() == 1

    refused.refresh_from_db()
    assert (refused.state, refused.reason) == ("FAILED", "550 No such user")
    assert server.taken != [refused.message_id]


def test_a_server_that_says_later_is_asked_again_and_at_last_a_person_is(monkeypatch):
    made = waiting_mail()
    MailServer(monkeypatch, [BUSY] * outbox.MOST_TRIES)
    for number in range(outbox.MOST_TRIES):
        made.refresh_from_db()
        assert (made.state, made.tries) == ("WAITING", number)
        OutgoingMail.objects.update(next_try_at=timezone.now())
        outbox.send_waiting()
    made.refresh_from_db()
    assert made.state == "FAILED"


def test_pauses_grow_up_to_an_hour():
    minutes = [outbox.pause_after(tries) // timedelta(minutes=1) for tries in range(1, 10)]
    assert minutes == [1, 2, 4, 8, 16, 32, 60, 60, 60]


def test_a_mail_that_cannot_be_written_is_noted_and_stops_no_other(monkeypatch):
    broken = OutgoingMailFactory(recipient=board_member(), kind="DIGEST")  # it has no day
    waiting_mail()
    assert outbox.send_waiting() == 1
    broken.refresh_from_db()
    assert broken.state == "WAITING" and broken.reason


@pytest.mark.parametrize("lost", ["role", "account", "read"])
def test_what_no_longer_concerns_somebody_is_not_sent(lost):
    made = waiting_mail()
    if lost == "role":
        made.recipient.memberships.update(ends_on=timezone.localdate() - timedelta(days=1))
    elif lost == "account":
        type(made.recipient).objects.filter(pk=made.recipient_id).update(is_active=False)
    else:
        made.notices.update(read_at=timezone.now())

    outbox.send_waiting()

    made.refresh_from_db()
    assert mail.outbox == []
    assert (made.state, made.reason) == ("DROPPED", outbox.NOTHING_TO_SAY)


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_each_mail_once(monkeypatch):
    people = [board_member() for _number in range(6)]
    for person in people:
        NoticeFactory(recipient=person)
    server = MailServer(monkeypatch)

    def work(_number):
        try:
            notice_mail.collect()
            outbox.send_waiting()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as workers:
        list(workers.map(work, range(4)))
    notice_mail.collect()
    outbox.send_waiting()

    assert len(server.taken) == len(set(server.taken)) == len(people)


@pytest.mark.django_db(transaction=True)
def test_a_mail_that_another_worker_holds_is_left_to_it(monkeypatch):
    waiting_mail()
    server = MailServer(monkeypatch)

    def second(_number):
        try:
            return outbox.send_waiting()
        finally:
            connection.close()

    with transaction.atomic():
        OutgoingMail.objects.select_for_update().get()
        with ThreadPoolExecutor(1) as workers:
            assert list(workers.map(second, [1])) == [0]
    assert server.taken == []


class PowerCut(BaseException):
    """The worker dies here."""


def test_a_worker_that_dies_before_the_commit_sends_it_again_under_the_same_id(monkeypatch):
    made = waiting_mail()
    server = MailServer(monkeypatch)

    def die(*args, **kwargs):
        raise PowerCut

    with monkeypatch.context() as patched:
        patched.setattr(OutgoingMail, "save", die)
        with pytest.raises(PowerCut):
            outbox.send_next()
    outbox.send_waiting()
    assert server.taken == [made.message_id] * 2


FAILURES = st.lists(st.sampled_from([None, DOWN, BUSY, GONE]), max_size=12)


@given(schedule=FAILURES, total=st.integers(1, 4))
def test_whatever_fails_and_when_each_mail_goes_out_exactly_once(schedule, total):
    with transaction.atomic(), pytest.MonkeyPatch.context() as monkeypatch:
        wanted = {waiting_mail().message_id for _number in range(total)}
        server = MailServer(monkeypatch, schedule)
        for _run in range(len(schedule) + 2):
            OutgoingMail.objects.filter(state="WAITING").update(next_try_at=timezone.now())
            outbox.send_waiting()
        assert Counter(server.taken) == dict.fromkeys(wanted, 1)
        assert not OutgoingMail.objects.exclude(state="SENT").exists()
        transaction.set_rollback(True)


def test_the_database_holds_to_what_a_state_means():
    for fields in ({"state": "SENT"}, {"sent_at": timezone.now()}, {"state": "FAILED"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            OutgoingMailFactory(**fields)


def test_old_mails_are_forgotten_and_what_they_told_is_not_told_again():
    made = waiting_mail()
    outbox.send_waiting()
    failed = OutgoingMailFactory(state="FAILED", reason="550")
    with time_machine.travel(timezone.now() + timedelta(days=100)):
        outbox.forget_old()
        assert list(OutgoingMail.objects.all()) == [failed]
        assert notice_mail.collect() == 0
    assert made.notices.model.objects.count() == 1


# ---------------------------------------------------------------------- the page


@pytest.fixture
def administrator(client):
    user = MembershipFactory(role=Role.ADMINISTRATOR, school=None).user
    client.force_login(user)
    return user


def test_an_administrator_reads_why_a_mail_failed_and_has_it_sent_again(client, administrator):
    failed = OutgoingMailFactory(
        recipient=board_member(name="Ana Rivera"), state="FAILED", reason="550 No such user", tries=3
    )
    OutgoingMailFactory(state="SENT", sent_at=timezone.now())
    page = client.get(reverse("district:mail-list"), {"state": "FAILED"}).content.decode()
    assert "550 No such user" in page and "Ana Rivera" in page
    assert "Failed (1)" in page and "Sent (1)" in page and "All mails (2)" in page

    client.post(reverse("district:mail-try-again", args=[failed.pk]))
    failed.refresh_from_db()
    assert (failed.state, failed.tries) == ("WAITING", 0)

    client.post(reverse("district:mail-give-up", args=[failed.pk]))
    failed.refresh_from_db()
    assert failed.state == "DROPPED"
    assert "gave it up" in client.get(reverse("district:mail-list")).content.decode()
    client.post(reverse("district:mail-try-again", args=[failed.pk]))
    failed.refresh_from_db()
    assert failed.state == "DROPPED"


def test_a_stuck_mail_waits_for_the_administrator_and_for_nobody_else(administrator):
    central = MembershipFactory(district_wide=True).user
    OutgoingMailFactory(made_at=timezone.now() - timedelta(hours=2))
    OutgoingMailFactory()
    assert "1 mail could not be sent." in [item.sentence for item in items_for(administrator)]
    assert not any("mail" in item.sentence for item in items_for(central))


def test_the_list_of_mails_costs_the_same_for_one_and_for_many(client, administrator):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client.get(reverse("district:mail-list")).status_code == 200
        return len(captured)

    OutgoingMailFactory()
    one = queries()
    OutgoingMailFactory.create_batch(10)
    assert queries() == one <= 8


# ---------------------------------------------------------------------- the folder of a first run


@pytest.fixture
def folder(settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)
    return tmp_path


def test_the_mails_of_a_first_run_are_read_in_the_portal(client, administrator, folder):
    EmailMessage(
        "Su invitación", "Elija: http://127.0.0.1:8000/accounts/x/ <b>", "a@b.example", ["ana@b.example"]
    ).send()
    page = client.get(reverse("district:mail-folder")).content.decode()
    assert "Su invitación" in page and "ana@b.example" in page

    name = next(folder.iterdir()).name
    opened = client.get(reverse("district:mail-folder-mail", args=[f"{name}~0"])).content.decode()
    assert '<a href="http://127.0.0.1:8000/accounts/x/"' in opened and "&lt;b&gt;" in opened


@pytest.mark.parametrize("name", ["../secret_key", "20261126-031500-1.log~0", "x~0", "20261126-031500-1.log~9"])
def test_no_other_file_is_read_from_there(client, administrator, folder, name):
    (folder / "x").write_text("secret")
    assert client.get(f"/outbox/folder/{name}/").status_code == 404


def test_an_installation_that_sends_mail_shows_no_folder(client, administrator, folder, settings):
    settings.PRODUCTION = True
    assert client.get(reverse("district:mail-folder")).status_code == 404
    settings.PRODUCTION = False
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    assert client.get(reverse("district:mail-folder")).status_code == 404


def test_nobody_but_administrators_reads_the_outbox(client):
    client.force_login(UserFactory())
    assert client.get(reverse("district:mail-list")).status_code == 403


# ---------------------------------------------------------------------- invitations and passwords


def a_letter(**fields):
    return letters.send(subject="Choose a password", body="https://secret.example/", to="ana@b.example", **fields)


def test_a_letter_leaves_at_once_and_its_text_is_not_kept():
    assert a_letter()
    kept = OutgoingMail.objects.get()
    assert (kept.state, kept.letter) == ("SENT", None)
    assert mail.outbox[0].body == "https://secret.example/"


def test_a_letter_waits_while_the_mail_server_is_down_and_keeps_its_text_only_so_long(monkeypatch):
    server = MailServer(monkeypatch, [DOWN])
    assert not a_letter()
    assert OutgoingMail.objects.get().letter
    OutgoingMail.objects.update(next_try_at=timezone.now())
    assert outbox.send_waiting() == 1
    assert OutgoingMail.objects.get().letter is None and len(server.taken) == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        OutgoingMail.objects.update(letter={"body": "secret"})


@pytest.mark.parametrize("ends", ["given up", "out of date"])
def test_a_letter_that_is_not_sent_any_more_loses_its_text(monkeypatch, ends):
    MailServer(monkeypatch, [DOWN])
    a_letter()
    if ends == "given up":
        outbox.give_up(OutgoingMail.objects.get())
    else:
        with time_machine.travel(timezone.now() + timedelta(days=8)):
            outbox.forget_old()
    assert OutgoingMail.objects.values_list("state", "letter", "reason").get() == ("DROPPED", None, ends)


@pytest.mark.parametrize("is_known", [True, False])
def test_a_mail_server_that_is_down_keeps_nobody_from_asking_for_a_new_password(client, monkeypatch, is_known):
    email = people.address_of(UserFactory()).email if is_known else "nobody@hartford.example"
    MailServer(monkeypatch, [DOWN])
    answer = client.post(reverse("account_reset_password"), {"email": email})
    assert answer.status_code == 302
    waiting = OutgoingMail.objects.get()
    assert (waiting.goes_to, waiting.state, bool(waiting.recipient)) == (email, "WAITING", is_known)


def test_the_list_shows_a_letter_to_an_address_that_nobody_has(client, administrator):
    a_letter()
    page = client.get(reverse("district:mail-list"), {"q": "ana@b"}).content.decode()
    assert "ana@b.example" in page and "secret" not in page
