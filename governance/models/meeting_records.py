"""What a council does at a meeting: its agenda, who is there, motions with each member's vote, minutes, advice."""

import pgtrigger
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from district.history import tracked
from district.models import User
from governance.models.duties import DutyCode
from governance.models.meeting_rules import ItemKind
from governance.models.meetings import CouncilMeeting
from governance.models.seats import SeatTerm
from plans.models import SchoolActionPlan


@tracked()
class AgendaItem(models.Model):
    """One item of business. `posted_at`: when it was made public with the agenda; empty: it was not."""

    meeting = models.ForeignKey(CouncilMeeting, models.CASCADE, related_name="items", verbose_name=_("meeting"))
    position = models.PositiveSmallIntegerField(_("place in the order"))
    kind = models.CharField(_("kind"), max_length=10, choices=ItemKind.choices, default=ItemKind.DISCUSSION)
    title = models.CharField(_("title"), max_length=200)
    title_es = models.CharField(_("title in Spanish"), max_length=200, blank=True)
    presenter = models.CharField(_("who presents it"), max_length=120, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True, validators=[MaxValueValidator(240)])
    action_plan = models.ForeignKey(
        SchoolActionPlan, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("action plan")
    )
    duty = models.CharField(_("duty of the council"), max_length=2, choices=DutyCode.choices, blank=True)
    sign_off = models.ForeignKey(
        "governance.SignOff",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="agenda_items",
        verbose_name=_("document to be signed"),
    )
    compact_version = models.ForeignKey(
        "governance.CompactVersion",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="agenda_items",
        verbose_name=_("text to be approved"),
    )
    notes = models.TextField(_("what was said"), max_length=5000, blank=True)
    posted_at = models.DateTimeField(_("posted at"), null=True, blank=True, editable=False)
    key = models.UUIDField(_("key of the form"), null=True, editable=False, unique=True)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self):
        return self.title_es if translation.get_language() == "es" and self.title_es else self.title


class Presence(models.TextChoices):
    PRESENT = "PRESENT", _("Present")
    REMOTE = "REMOTE", _("Remote")
    EXCUSED = "EXCUSED", _("Excused")
    ABSENT = "ABSENT", _("Absent")


THERE = (Presence.PRESENT, Presence.REMOTE)


@tracked()
class Attendance(models.Model):
    """Whether the holder of a seat took part, and from when to when; times are empty for who stayed throughout."""

    meeting = models.ForeignKey(CouncilMeeting, models.CASCADE, related_name="attendances", verbose_name=_("meeting"))
    term = models.ForeignKey(SeatTerm, models.PROTECT, related_name="attendances", verbose_name=_("member"))
    how = models.CharField(_("attendance"), max_length=8, choices=Presence.choices)
    arrived_at = models.TimeField(_("arrived at"), null=True, blank=True)
    left_at = models.TimeField(_("left at"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="attendance_once", fields=["meeting", "term"]),
            models.CheckConstraint(
                name="attendance_arrived_before_it_left",
                condition=Q(arrived_at=None) | Q(left_at=None) | Q(left_at__gt=F("arrived_at")),
                violation_error_message=_("Nobody leaves before they arrive."),
            ),
            models.CheckConstraint(
                name="attendance_times_of_who_was_there",
                condition=Q(how__in=THERE) | Q(arrived_at=None, left_at=None),
                violation_error_message=_("Only who was there arrived or left."),
            ),
        ]

    def __str__(self):
        return f"{self.term}: {self.get_how_display()}"

    @property
    def was_there(self):
        return self.how in THERE


class Majority(models.TextChoices):
    SIMPLE = "SIMPLE", _("More for than against")
    TWO_THIRDS = "TWO_THIRDS", _("Two thirds of those who vote (to add business to the agenda)")


class Outcome(models.TextChoices):
    CARRIED = "CARRIED", _("Carried")
    LOST = "LOST", _("Not carried")
    TIED = "TIED", _("Tied: not carried")
    NOT_VALID = "NOT_VALID", _("Not valid: no quorum")
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")


@tracked()
class Motion(models.Model):
    """A motion and what became of it. Once decided it stays; what was wrong is corrected by a note beside it."""

    meeting = models.ForeignKey(CouncilMeeting, models.CASCADE, related_name="motions", verbose_name=_("meeting"))
    item = models.ForeignKey(
        AgendaItem, models.PROTECT, null=True, blank=True, related_name="motions", verbose_name=_("agenda item")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.TextField(_("motion"), max_length=2000)
    mover = models.ForeignKey(SeatTerm, models.PROTECT, related_name="+", verbose_name=_("moved by"))
    seconder = models.ForeignKey(
        SeatTerm, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("seconded by")
    )
    majority = models.CharField(_("majority"), max_length=10, choices=Majority.choices, default=Majority.SIMPLE)
    outcome = models.CharField(_("result"), max_length=10, choices=Outcome.choices, blank=True)
    quorum_required = models.PositiveSmallIntegerField(_("quorum"), null=True, blank=True, editable=False)
    put_at = models.DateTimeField(_("put at"), null=True, blank=True, editable=False)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True, editable=False)
    approves = models.ForeignKey(
        "governance.CompactVersion",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="motions",
        verbose_name=_("what it approves"),
    )
    key = models.UUIDField(_("key of the form"), null=True, editable=False, unique=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(name="motion_number_once", fields=["meeting", "number"]),
            models.CheckConstraint(
                name="motion_seconded_by_another",
                condition=Q(seconder=None) | ~Q(seconder=F("mover")),
                violation_error_message=_("Whoever moves a motion cannot second it."),
            ),
            models.CheckConstraint(
                name="motion_decided_at_a_moment",
                condition=Q(outcome="", decided_at=None) | (~Q(outcome="") & Q(decided_at__isnull=False)),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="decided_motion_stays", operation=pgtrigger.Update, condition=~pgtrigger.Q(old__outcome="")
            ),
            pgtrigger.Protect(
                name="decided_motion_is_kept", operation=pgtrigger.Delete, condition=~pgtrigger.Q(old__outcome="")
            ),
        ]

    def __str__(self):
        return str(_("Motion %(number)s") % {"number": self.number})

    @property
    def is_open(self):
        return not self.outcome


class Choice(models.TextChoices):
    FOR = "FOR", _("For")
    AGAINST = "AGAINST", _("Against")
    ABSTAIN = "ABSTAIN", _("Abstains")
    RECUSED = "RECUSED", _("Recused")
    ABSENT = "ABSENT", _("Absent")

    @property
    def counted(self):
        """Its label before a number of votes."""
        return {
            Choice.ABSTAIN: pgettext_lazy("before a number of votes", "Abstains"),
            Choice.RECUSED: pgettext_lazy("before a number of votes", "Recused"),
            Choice.ABSENT: pgettext_lazy("before a number of votes", "Absent"),
        }.get(self, self.label)


@tracked()
class Vote(models.Model):
    """One voting member's vote on a motion; without a choice until it is cast."""

    motion = models.ForeignKey(Motion, models.CASCADE, related_name="votes", verbose_name=_("motion"))
    term = models.ForeignKey(SeatTerm, models.PROTECT, related_name="motion_votes", verbose_name=_("member"))
    choice = models.CharField(_("vote"), max_length=8, choices=Choice.choices, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(name="vote_once_per_motion", fields=["motion", "term"])]
        triggers = [
            pgtrigger.Trigger(
                name="vote_on_a_decided_motion_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func="""
                IF EXISTS (SELECT 1 FROM governance_motion AS motion
                           WHERE motion.id IN (OLD.motion_id, NEW.motion_id) AND motion.outcome <> '') THEN
                    RAISE EXCEPTION 'the motion is decided: its votes stay';
                END IF;
                IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                RETURN NEW;
                """,
            )
        ]

    def __str__(self):
        return f"{self.term}: {self.get_choice_display()}"


@tracked()
class Minutes(models.Model):
    """The minutes of a meeting in both languages. Once posted they stay; what was wrong is corrected by addition.

    `drafted_en` and `drafted_es` keep what the portal wrote from the records, to tell when these have changed since.
    """

    meeting = models.OneToOneField(CouncilMeeting, models.CASCADE, related_name="minutes", verbose_name=_("meeting"))
    text_en = models.TextField(_("minutes in English"), max_length=40_000)
    text_es = models.TextField(_("minutes in Spanish"), max_length=40_000, blank=True)
    drafted_en = models.TextField(_("draft in English"), editable=False)
    drafted_es = models.TextField(_("draft in Spanish"), editable=False)
    is_posted = models.BooleanField(_("posted"), default=False, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = _("minutes")
        triggers = [
            pgtrigger.Protect(
                name="posted_minutes_stay", operation=pgtrigger.Update, condition=pgtrigger.Q(old__is_posted=True)
            ),
            pgtrigger.Protect(
                name="posted_minutes_are_kept", operation=pgtrigger.Delete, condition=pgtrigger.Q(old__is_posted=True)
            ),
        ]

    def __str__(self):
        return str(_("Minutes"))

    @property
    def text(self):
        """In the reader's language, where it is written."""
        return self.text_es if translation.get_language() == "es" and self.text_es else self.text_en


class Correction(models.Model):
    """What was wrong in posted minutes or with a decided motion, said beside it. Never changed."""

    meeting = models.ForeignKey(CouncilMeeting, models.PROTECT, related_name="corrections", verbose_name=_("meeting"))
    motion = models.ForeignKey(
        Motion, models.PROTECT, null=True, blank=True, related_name="corrections", verbose_name=_("motion")
    )
    text = models.TextField(_("correction"), max_length=2000)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("written at"), auto_now_add=True)
    key = models.UUIDField(_("key of the form"), null=True, editable=False, unique=True)

    class Meta:
        ordering = ["pk"]
        triggers = [pgtrigger.Protect(name="correction_is_kept", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return self.text[:60]


class CouncilAdvice(models.Model):
    """That a council advised on an action plan by a carried motion; what was against it is kept too. Never changed."""

    plan = models.ForeignKey(
        SchoolActionPlan, models.PROTECT, related_name="council_advices", verbose_name=_("action plan")
    )
    motion = models.OneToOneField(Motion, models.PROTECT, related_name="advice", verbose_name=_("motion"))
    text = models.TextField(_("advice"), max_length=3000)
    dissent = models.TextField(_("dissent"), max_length=1000, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("recorded by"))
    at = models.DateTimeField(_("recorded at"), auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        triggers = [pgtrigger.Protect(name="council_advice_is_kept", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return self.text[:60]
