"""Mails that are written at once and leave at once: invitations, new passwords, confirmations of an address.

They go by the outbox like all others. Whoever waits for one wants it now, so the first try is made on the spot; where
the mail server does not take it, workers go on. The text holds a link that opens an account: it is kept until the mail
is sent or given up, and not a moment longer.
"""

import uuid

from django.conf import settings
from django.core.mail import EmailMessage

from district import outbox
from district.models import OutgoingMail
from district.models.mails import MailKind


def send(*, subject, body, to, recipient=None):
    """Send it; whether the mail server has it by now. If not, it is tried again without anybody's doing."""
    return outbox.send_now(queue(subject=subject, body=body, to=to, recipient=recipient)) == outbox.Outcome.SENT


def queue(*, subject, body, to, recipient=None):
    """Leave it to the workers: for many letters at once."""
    return OutgoingMail.objects.create(
        recipient=recipient,
        address=to,
        kind=MailKind.LETTER,
        key=f"letter/{uuid.uuid4()}",
        subject=subject[:200],
        letter={"subject": subject, "body": body},
    )


def write(mail):
    return EmailMessage(mail.letter["subject"], mail.letter["body"], settings.DEFAULT_FROM_EMAIL, [mail.address])
