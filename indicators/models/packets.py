"""Board packets: what was put together for a meeting, kept as it was handed out; and packets that make themselves."""

from functools import reduce
from operator import or_

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from district.history import tracked
from district.models import BoardMeeting, Job, School, User

MOST_DAYS_BEFORE = 30  # working days
SPOKEN = [("en", _("English")), ("es", _("Spanish"))]
MADE = ["made_at", "content", "pdf", "content_sha256", "pdf_sha256", "pages", "seconds"]
ASKED_FOR = ["title", "fall_year", "language", "sections", "schools", "asked_by", "meeting"]


def differs(name):
    return pgtrigger.Q(**{f"old__{name}__df": pgtrigger.F(f"new__{name}")})


class WhatIsAsked(models.Model):
    """What a packet is made of: sections by their code, in order; schools that get a page of their own, by their id."""

    title = models.CharField(_("title"), max_length=120)
    language = models.CharField(_("language"), max_length=2, choices=SPOKEN, default="en")
    sections = ArrayField(models.CharField(max_length=30), verbose_name=_("sections"))
    schools = ArrayField(models.PositiveIntegerField(), verbose_name=_("schools"), default=list, blank=True)

    class Meta:
        abstract = True

    def schools_named(self):
        """The chosen schools by name. One query."""
        return list(School.objects.filter(pk__in=self.schools).order_by("name"))


class PacketQuerySet(models.QuerySet):
    def without_files(self):
        """For lists and pages: a packet holds megabytes."""
        return self.defer("content", "pdf")


@tracked(exclude=["content", "pdf", "job"])
class Packet(WhatIsAsked):
    """A board packet: what was asked for, and once a worker has made it, the file and all that is in it.

    `content` is what the printing engine was given, figures and drawings included; `pdf` the file. Both are kept with
    their SHA-256 sums, so that anybody can see years later that the file is the one that was handed out. From then on
    the database lets none of it be changed or deleted; a packet that was wrong is withdrawn, and stays.
    """

    fall_year = models.PositiveSmallIntegerField(_("school year"))
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("asked for by"))
    asked_at = models.DateTimeField(_("asked for at"), auto_now_add=True)
    schedule = models.ForeignKey("PacketSchedule", models.PROTECT, null=True, blank=True, related_name="packets")
    due_on = models.DateField(null=True, blank=True, help_text=_("The day of the schedule for which it was made."))
    meeting = models.ForeignKey(
        BoardMeeting,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="packets",
        verbose_name=_("board meeting"),
        help_text=_("The meeting for which it was made. It stays, also when the meeting is moved."),
    )
    job = models.ForeignKey(Job, models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(_("made at"), null=True, blank=True)
    content = models.JSONField(null=True, blank=True)
    pdf = models.BinaryField(null=True, blank=True)
    content_sha256 = models.CharField(_("sum of what is in it"), max_length=64, blank=True)
    pdf_sha256 = models.CharField(_("sum of the file"), max_length=64, blank=True)
    pages = models.PositiveSmallIntegerField(_("pages"), null=True, blank=True)
    seconds = models.FloatField(_("seconds to make"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_reason = models.CharField(_("why it was withdrawn"), max_length=300, blank=True)

    objects = PacketQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="packet_once_for_a_day_of_its_schedule", fields=["schedule", "due_on"], condition=Q(meeting=None)
            ),
            models.UniqueConstraint(name="packet_once_for_a_meeting_by_schedule", fields=["schedule", "meeting"]),
            models.CheckConstraint(
                name="packet_for_a_meeting_is_of_a_schedule", condition=Q(meeting=None) | Q(schedule__isnull=False)
            ),
            models.CheckConstraint(
                name="packet_of_a_schedule_has_its_day",
                condition=Q(schedule=None, due_on=None) | Q(schedule__isnull=False, due_on__isnull=False),
            ),
            models.CheckConstraint(
                name="packet_is_made_whole",
                condition=Q(made_at=None, content=None, pdf=None, content_sha256="", pdf_sha256="", pages=None)
                | Q(
                    made_at__isnull=False, content__isnull=False, pdf__isnull=False, pages__gt=0,
                    content_sha256__regex="^[0-9a-f]{64}$", pdf_sha256__regex="^[0-9a-f]{64}$",
                ),
            ),
            models.CheckConstraint(
                name="packet_withdrawn_with_reason",
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawn_reason="")
                | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_reason="")),
            ),
        ]  # fmt: skip
        triggers = [
            pgtrigger.ReadOnly(name="packet_is_of_what_was_asked_for", fields=ASKED_FOR),
            pgtrigger.Protect(
                name="packet_stays_as_it_was_made",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__made_at__isnull=False) & reduce(or_, map(differs, MADE)),
            ),
            pgtrigger.Protect(
                name="packet_that_was_made_is_kept",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__made_at__isnull=False),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("indicators:packet", args=[self.pk])

    @property
    def is_made(self):
        return self.made_at is not None

    @property
    def is_withdrawn(self):
        return self.withdrawn_at is not None

    @property
    def state(self):
        """(words, kind of tag) of how it stands."""
        if self.is_withdrawn:
            return _("Withdrawn"), "stopped"
        if self.is_made:
            return _("Made and kept"), "good"
        if self.job and self.job.is_over:
            return _("Could not be made"), "bad"
        return _("Being made"), "active"


class Rhythm(models.TextChoices):
    MONTHLY = "MONTHLY", _("every month")
    QUARTERLY = "QUARTERLY", _("every three months: July, October, January, April")
    YEARLY = "YEARLY", _("once a year, in July")
    MEETING = "MEETING", _("before each board meeting")


@tracked()
class PacketSchedule(WhatIsAsked):
    """A packet that is made again and again: on which day of the month or how long before each
    board meeting, and who is sent the link."""

    rhythm = models.CharField(_("how often"), max_length=9, choices=Rhythm.choices, default=Rhythm.MONTHLY)
    day = models.PositiveSmallIntegerField(
        _("day of the month"), default=1, help_text=_("1 to 28. It is made in the early morning.")
    )
    days_before = models.PositiveSmallIntegerField(
        _("working days before the meeting"),
        default=5,
        help_text=_("0 to 30; weekends and holidays do not count. It is made in the early morning."),
    )
    tells_board = models.BooleanField(_("tell all board members"), default=True)
    set_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("set by"))
    begins_on = models.DateField(_("first day"), help_text=_("Nothing is made for days before this one."))
    stopped_on = models.DateField(_("stopped on"), null=True, blank=True)

    class Meta:
        ordering = ["stopped_on", "title", "pk"]
        constraints = [
            models.CheckConstraint(
                name="packet_schedule_day_is_in_every_month",
                condition=Q(day__range=(1, 28)),
                violation_error_message=_("Choose a day from 1 to 28, which every month has."),
            ),
            models.CheckConstraint(
                name="packet_schedule_days_before_a_meeting",
                condition=Q(days_before__lte=MOST_DAYS_BEFORE),
                violation_error_message=_("Choose 0 to 30 working days."),
            ),
            models.CheckConstraint(name="packet_schedule_rhythm_known", condition=Q(rhythm__in=Rhythm.values)),
        ]

    def __str__(self):
        return self.title

    @property
    def is_by_meeting(self):
        """Whether the board's calendar says on which days one is made, and not the month."""
        return self.rhythm == Rhythm.MEETING
