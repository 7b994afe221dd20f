"""The one way out for mail: queued in PostgreSQL, sent by workers, tried again with growing pauses (decision 011).

Sending and noting that it was sent are one transaction, with the row locked. A mail is therefore never lost; it goes
out a second time only where the worker or the database dies after the mail server took it and before the commit. Both
then bear the same Message-ID. The roof lists who writes each kind of mail (`settings.MAILS`).
"""

import logging
import time
from datetime import timedelta
from enum import StrEnum
from importlib import import_module
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException

from celery import current_app
from django.conf import settings
from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone, translation
from kombu.exceptions import OperationalError

from district import tracing
from district.languages_offered import language_for
from district.models import Notice, OutgoingMail
from district.models.mails import MailKind, MailState
from district.models.notices import HowOften
from district.portal_settings import current as portal_settings
from district.portal_settings import moment_before
from district.trail import entries

logger = logging.getLogger(__name__)

PAUSE = timedelta(minutes=1)  # after the first failure; then twice as long each time
LONGEST_PAUSE = timedelta(hours=1)
MOST_TRIES = 20  # refused for so long (about 15 hours), a mail is put aside for a person to look at
STUCK_AFTER = timedelta(hours=1)
MOST_AT_ONCE = 500  # of one run; the next one goes on
NOTHING_TO_SAY = "nothing to say"
GIVEN_UP = "given up"
OUT_OF_DATE = "out of date"
OVER = (MailState.SENT, MailState.DROPPED)
SEND_TASK = "district.tasks.send_mails"
SILENCE_SECONDS = 10  # after the broker failed
_silent_until = 0.0


def writers():
    """{kind of mail: function that takes the mail and gives an EmailMessage, or None where nothing is left to say}."""
    return import_module(settings.MAILS).WRITERS


def ring():
    """Have what is in the outbox sent after this transaction; several calls in one ring once.

    A bell that is not heard is made good within a minute, by the schedule.
    """
    connection = transaction.get_connection()
    if connection.in_atomic_block and any(entry[1] is _call_a_worker for entry in connection.run_on_commit):
        return
    transaction.on_commit(_call_a_worker, robust=True)


def _call_a_worker():
    global _silent_until
    if time.monotonic() < _silent_until:
        return
    try:
        current_app.send_task(SEND_TASK, retry=False, ignore_result=True, expires=60)
    except (OperationalError, OSError) as error:  # no page is to fail because the broker is down, or to wait each time
        _silent_until = time.monotonic() + SILENCE_SECONDS
        logger.warning("The broker cannot be reached; mail leaves when it is back: %s", error)


# ---------------------------------------------------------------------- sending


def send_waiting():
    """Send what is due; any number of workers may. How many went out. Ends where the mail server cannot be reached."""
    sent = 0
    for _number in range(MOST_AT_ONCE):
        outcome = send_next()
        if outcome in (None, Outcome.UNREACHABLE):
            break
        sent += outcome == Outcome.SENT
    return sent


class Outcome(StrEnum):
    SENT = "sent"
    DROPPED = "dropped"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"


def due(now):
    """Mails whose next try has come.

    No pause is longer than the longest: a moment beyond it was written by a clock that was wrong, and the mail would
    wait until then.
    """
    has_come = Q(next_try_at__lte=now) | Q(next_try_at__gt=now + LONGEST_PAUSE)
    return OutgoingMail.objects.filter(has_come, state=MailState.WAITING)


@transaction.atomic
def send_next():
    """Take one mail that is due and nobody else holds, and send it. What became of it; None where none is due."""
    mail = (
        due(timezone.now())
        .select_for_update(skip_locked=True, of=("self",))
        .select_related("recipient")
        .order_by("next_try_at", "pk")
        .first()
    )
    return _try_and_note(mail) if mail else None


@transaction.atomic
def send_now(mail):
    """Try this very mail, if it still waits and no worker has it. What became of it, or None."""
    waiting = OutgoingMail.objects.filter(pk=mail.pk, state=MailState.WAITING).select_related("recipient")
    found = waiting.select_for_update(skip_locked=True, of=("self",)).first()
    return _try_and_note(found) if found else None


def _try_and_note(mail):
    with tracing.under(mail.request_id):  # what is logged of it can be followed back to what asked for it
        outcome = _try(mail)
    if mail.state in OVER:
        mail.letter = None
    mail.save()
    return outcome


def _try(mail):
    try:
        with transaction.atomic():  # what a writer reads may fail without taking the note of it along
            message = _written(mail)
    except Exception as error:  # a mistake of ours in one mail keeps no other waiting
        logger.exception("Mail %s could not be written", mail.pk)
        return _failed(mail, error, Outcome.REFUSED)
    if message is None:
        mail.state, mail.reason = MailState.DROPPED, NOTHING_TO_SAY
        return Outcome.DROPPED
    mail.subject = message.subject[:200]
    try:
        message.send()
    except Exception as error:
        logger.warning("Mail %s could not be sent: %s", mail.pk, type(error).__name__)
        return _failed(mail, error, Outcome.UNREACHABLE if is_no_answer(error) else Outcome.REFUSED)
    mail.state, mail.sent_at, mail.reason = MailState.SENT, timezone.now(), ""
    mail.tries += 1
    logger.info("Mail %s left", mail.pk, extra={"mail_kind": mail.kind, "tries": mail.tries})
    return Outcome.SENT


def _written(mail):
    person = mail.recipient
    if person and not person.is_active:
        return None
    with translation.override(language_for(person and person.preferred_language)):
        message = writers()[mail.kind](mail)
    if message is not None:
        message.extra_headers["Message-ID"] = mail.message_id
    return message


def _failed(mail, error, outcome):
    mail.tries = min(mail.tries + 1, 1000)
    mail.next_try_at = timezone.now() + pause_after(mail.tries)
    mail.reason = reason_of(error)
    # While the server cannot be reached a mail waits for as long as it takes; a server that answers has decided.
    if is_final(error) or (outcome == Outcome.REFUSED and mail.tries >= MOST_TRIES):
        mail.state = MailState.FAILED
    return outcome


def pause_after(tries):
    """How long to wait before the next try: 1, 2, 4 … minutes, at most an hour."""
    return min(PAUSE * 2 ** min(tries - 1, 10), LONGEST_PAUSE)


def is_an_answer(error):
    """Whether the mail server said something about this mail, and not that it, or the way to it, is out of order."""
    return isinstance(error, SMTPRecipientsRefused) or (
        isinstance(error, SMTPResponseException) and not _is_about_signing_in(error)
    )


def is_no_answer(error):
    """Whether the mail server could not be asked at all. (The errors of smtplib are OSErrors.)"""
    return isinstance(error, OSError) and not is_an_answer(error)


def _is_about_signing_in(error):
    return error.smtp_code in (421, 454, 530, 534, 535)


def is_final(error):
    """Whether asking again is useless: the server refused the address or the mail for good (5xx)."""
    codes = [code for code, _text in error.recipients.values()] if isinstance(error, SMTPRecipientsRefused) else []
    if isinstance(error, SMTPResponseException) and is_an_answer(error):
        codes = [error.smtp_code]
    return bool(codes) and all(500 <= code < 600 for code in codes)


def reason_of(error):
    """The server's own words, for whoever has to find out."""
    if isinstance(error, SMTPRecipientsRefused):
        answers = [f"{code} {_text(text)}" for code, text in error.recipients.values()]
        return "; ".join(answers)[:500]
    if isinstance(error, SMTPResponseException):
        return f"{error.smtp_code} {_text(error.smtp_error)}"[:500]
    words = str(error) if isinstance(error, (OSError, SMTPException)) else ""
    return f"{type(error).__name__}: {words}".removesuffix(": ")[:500]


def _text(answer):
    return answer.decode(errors="replace") if isinstance(answer, bytes) else str(answer)


# ---------------------------------------------------------------------- for administrators


def try_again(mail):
    """Send it now, whatever it waited for. False if it is not waiting or failed (any more)."""
    again = OutgoingMail.objects.filter(pk=mail.pk, state__in=[MailState.WAITING, MailState.FAILED])
    if not again.update(state=MailState.WAITING, tries=0, next_try_at=timezone.now()):
        return False
    ring()
    return True


def give_up(mail):
    """Send it no more. False if it is not waiting or failed (any more)."""
    open_mails = OutgoingMail.objects.filter(pk=mail.pk, state__in=[MailState.WAITING, MailState.FAILED])
    return bool(open_mails.update(state=MailState.DROPPED, reason=GIVEN_UP, letter=None))


def stuck():
    """Mails that somebody should look at: failed ones, and those that have waited for long."""
    long_ago = timezone.now() - STUCK_AFTER
    return OutgoingMail.objects.filter(Q(state=MailState.FAILED) | Q(state=MailState.WAITING, made_at__lt=long_ago))


def counts():
    """{state: how many mails}."""
    found = dict(OutgoingMail.objects.order_by().values_list("state").annotate(n=Count("pk")))
    return {state: found.get(state, 0) for state in MailState}


@transaction.atomic
def forget_old():
    """Sent and dropped mails are kept for a while that is set; those that wait or failed stay until somebody decides.

    But for letters: when the link in one no longer opens anything, it is not sent, and its text is not kept.
    """
    longest = max(portal_settings().invitation_days * 24 * 3600, settings.NEW_PASSWORD_SECONDS)
    expired = timezone.now() - timedelta(seconds=longest)
    letters = OutgoingMail.objects.filter(kind=MailKind.LETTER, made_at__lt=expired).exclude(state__in=OVER)
    letters.update(state=MailState.DROPPED, reason=OUT_OF_DATE, letter=None)
    over = over_before(moment_before(portal_settings().mails_kept_days))
    # Without their mail they would look as if nobody had told them yet.
    Notice.objects.filter(mail__in=over).update(by_mail=HowOften.NEVER)
    gone, _by_kind = over.delete()
    entries.forgotten(OutgoingMail, gone)


def over_before(moment):
    """Mails that were sent or given up, and made before a moment."""
    return OutgoingMail.objects.filter(state__in=OVER, made_at__lt=moment)
