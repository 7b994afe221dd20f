"""Who was told of a meeting, by what and when: notice to each member of the council, and to those who asked for it in
writing (facts 4.6)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from district.models import OutgoingMail, User
from district.models.mails import MailState
from governance.models.councils import Council
from governance.models.meetings import CouncilMeeting
from governance.models.seats import SeatTerm


class Told(models.TextChoices):
    """What is told of a meeting."""

    NOTICE = "NOTICE", _("Notice")
    AGENDA = "AGENDA", _("Agenda")
    CHANGED = "CHANGED", _("Change")
    CANCELLED = "CANCELLED", _("Cancellation")


class MeetingRequest(models.Model):
    """That somebody asked in writing to be told of a council's meetings: an address and a language, nothing else.

    It holds for a year from the day on which the address was confirmed; stopped, it is gone. No history is kept: it
    would keep the address.
    """

    council = models.ForeignKey(Council, models.CASCADE, related_name="requests", verbose_name=_("council"))
    email = models.EmailField(_("e-mail"))
    language = models.CharField(_("language"), max_length=5)
    asked_at = models.DateTimeField(_("asked at"), auto_now_add=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(name="meeting_request_once", fields=["council", "email"])]

    def __str__(self):
        return str(self.pk)


class MeetingTold(models.Model):
    """One telling of a meeting: its notice, its agenda, a change, its cancellation."""

    meeting = models.ForeignKey(CouncilMeeting, models.CASCADE, related_name="tellings", verbose_name=_("meeting"))
    what = models.CharField(_("what"), max_length=9, choices=Told.choices)
    at = models.DateTimeField(_("at"), auto_now_add=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self):
        return str(self.get_what_display())


class MemberNotice(models.Model):
    """One person and one telling. Without a `mail` the person is to be called; `phoned_on` says when that was done.

    `sent_at` is kept beyond the mail, which the outbox forgets after some months.
    """

    telling = models.ForeignKey(MeetingTold, models.CASCADE, related_name="notices", verbose_name=_("telling"))
    term = models.ForeignKey(
        SeatTerm, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("member")
    )
    request = models.ForeignKey(
        MeetingRequest, models.CASCADE, null=True, blank=True, related_name="notices", verbose_name=_("request")
    )
    mail = models.OneToOneField(
        OutgoingMail, models.SET_NULL, null=True, blank=True, related_name="member_notice", verbose_name=_("mail")
    )
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    phoned_on = models.DateField(_("told by phone on"), null=True, blank=True)
    phoned_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("called by")
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="member_notice_of_one_person",
                condition=Q(term=None, request__isnull=False) | Q(term__isnull=False, request=None),
            ),
            models.UniqueConstraint(
                name="member_notice_once", fields=["telling", "term"], condition=Q(term__isnull=False)
            ),
            models.CheckConstraint(
                name="member_notice_phoned_by_somebody",
                condition=Q(phoned_on=None, phoned_by=None) | Q(phoned_on__isnull=False, phoned_by__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.telling_id}: {self.term_id or self.request_id}"

    @property
    def mailed_at(self):
        return self.sent_at or (self.mail.sent_at if self.mail else None)

    @property
    def is_failed(self):
        """Whether the mail will not arrive: refused for good, or given up."""
        return not self.mailed_at and bool(self.mail) and self.mail.state in (MailState.FAILED, MailState.DROPPED)

    @property
    def is_to_call(self):
        """Whether somebody has to call: no address, or a mail that failed; and nobody has yet."""
        return self.phoned_on is None and not self.mailed_at and (self.mail is None or self.is_failed)
