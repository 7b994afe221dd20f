"""The outbox: every mail that the portal has to send, until it is sent or given up (design section 3)."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from district.models.people import User
from district.tracing import current_id


class MailState(models.TextChoices):
    WAITING = "WAITING", _("Waiting")
    SENT = "SENT", _("Sent")
    FAILED = "FAILED", _("Failed")
    DROPPED = "DROPPED", _("Not sent any more")


class MailKind(models.TextChoices):
    """What a mail is about; `settings.MAILS` names the functions that write each."""

    NOTICES = "NOTICES", _("Notices")
    DIGEST = "DIGEST", _("Digest")
    LETTER = "LETTER", _("Invitation or password")
    MEETING = "MEETING", _("Notice of a council meeting")
    VIEW = "VIEW", _("Saved view")


def new_message_id():
    """Stays with the mail over all tries: where one is sent twice after a crash, mail programs show it once."""
    return f"<{uuid.uuid4()}@{settings.DEFAULT_FROM_EMAIL.rpartition('@')[2]}>"


class OutgoingMail(models.Model):
    """One mail to one person. It is written when it is sent, so that it says what is true then; the text is not kept.

    Only a letter brings its text along (`letter`), and the `address`: it may go to one that nobody here has.

    `key` says what it is for, so that it can be asked for any number of times and exists once. `reason` is why it was
    not sent: the answer of the mail server, as it came.
    """

    recipient = models.ForeignKey(
        User, models.CASCADE, null=True, blank=True, related_name="mails", verbose_name=_("to")
    )
    address = models.EmailField(_("e-mail"), blank=True)
    kind = models.CharField(_("kind"), max_length=8, choices=MailKind.choices)
    key = models.CharField(max_length=80, unique=True)
    day = models.DateField(_("day"), null=True, blank=True)
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    letter = models.JSONField(null=True, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=MailState.choices, default=MailState.WAITING)
    message_id = models.CharField(max_length=120, unique=True, default=new_message_id, editable=False)
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    next_try_at = models.DateTimeField(_("next try"), default=timezone.now)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    request_id = models.CharField(max_length=64, blank=True, default=current_id, editable=False)

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [
            models.Index(name="outgoing_mail_waiting", fields=["next_try_at", "id"], condition=Q(state="WAITING")),
            models.Index(name="outgoing_mail_by_state", fields=["state", "-made_at"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="outgoing_mail_sent_with_its_moment",
                condition=Q(state="SENT", sent_at__isnull=False) | (~Q(state="SENT") & Q(sent_at=None)),
            ),
            models.CheckConstraint(
                name="outgoing_mail_goes_to_somebody", condition=Q(recipient__isnull=False) | ~Q(address="")
            ),
            models.CheckConstraint(
                name="outgoing_mail_keeps_no_letter_once_it_is_sent",
                condition=Q(letter=None) | (Q(kind="LETTER") & ~Q(state__in=["SENT", "DROPPED"])),
            ),
            models.CheckConstraint(
                name="outgoing_mail_fails_for_a_reason",
                condition=~Q(state__in=["FAILED", "DROPPED"]) | ~Q(reason=""),
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.key}"

    @property
    def goes_to(self):
        return self.address or self.recipient.email
