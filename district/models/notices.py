"""Notices: what happened that a person should know of; in the portal always, by mail as they chose (features, 89)."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from district.models.mails import OutgoingMail
from district.models.people import User
from district.models.schools import School


class Group(models.TextChoices):
    """Kinds of notices that a person chooses for together."""

    OWN_WORK = "OWN_WORK", _("My work: what I was given, and what became of my plans")
    COMMENTS = "COMMENTS", _("Comments on plans, and where somebody names me")
    DEADLINES = "DEADLINES", _("Deadlines: due soon, and overdue")
    FIGURES = "FIGURES", _("New figures")


class HowOften(models.TextChoices):
    AT_ONCE = "AT_ONCE", _("At once")
    DAILY = "DAILY", _("With the mail of each weekday")
    WEEKLY = "WEEKLY", _("With the mail of the week")
    NEVER = "NEVER", _("Not by mail")


UNLESS_CHOSEN = {
    Group.OWN_WORK: HowOften.AT_ONCE,
    Group.COMMENTS: HowOften.DAILY,
    Group.DEADLINES: HowOften.DAILY,
    Group.FIGURES: HowOften.WEEKLY,
}


class NoticeChoice(models.Model):
    """How often a person wants a group of notices by mail, where they have chosen (else `UNLESS_CHOSEN`)."""

    user = models.ForeignKey(User, models.CASCADE, related_name="notice_choices")
    group = models.CharField(max_length=10, choices=Group.choices)
    how_often = models.CharField(max_length=8, choices=HowOften.choices)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(name="notice_choice_once", fields=["user", "group"])]

    def __str__(self):
        return f"{self.user_id} {self.group}: {self.how_often}"


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(recipient=user.pk)

    def unread(self):
        return self.filter(read_at=None)


class Notice(models.Model):
    """One thing that one person is told. What fills its sentence is stored, so that it is read in any language.

    `kind` is a name of the list in `settings.NOTICES`. `about` refers to the thing ("plans.milestone", 12), `path` is
    its page in the portal. `key` says what happened, so that nobody is told twice. `by_mail` is what the person had
    chosen when it happened; `mail` is the one that told it.
    """

    recipient = models.ForeignKey(User, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=40)
    about = models.CharField(max_length=60)
    about_id = models.BigIntegerField()
    school = models.ForeignKey(School, models.CASCADE, null=True, blank=True, related_name="+")
    by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    path = models.CharField(max_length=300)
    data = models.JSONField(default=dict)
    key = models.CharField(max_length=120)
    made_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)
    by_mail = models.CharField(max_length=8, choices=HowOften.choices)
    mail = models.ForeignKey(OutgoingMail, models.SET_NULL, null=True, blank=True, related_name="notices")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [
            models.Index(name="notice_of_person", fields=["recipient", "-made_at"]),
            models.Index(name="notice_unread", fields=["recipient"], condition=Q(read_at=None)),
            models.Index(name="notice_to_be_mailed", fields=["by_mail", "recipient"], condition=Q(mail=None)),
        ]
        constraints = [
            models.UniqueConstraint(name="notice_once", fields=["recipient", "key"]),
            models.CheckConstraint(name="notice_never_of_an_own_act", condition=Q(by=None) | ~Q(by=F("recipient"))),
            models.CheckConstraint(
                name="notice_leads_into_the_portal", condition=Q(path__startswith="/") & ~Q(path__startswith="//")
            ),
        ]

    def __str__(self):
        return f"{self.kind} → {self.recipient_id}"
