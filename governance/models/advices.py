"""What a council advises, what its principal answers, and the sign-off of draft budget and improvement plan.

An advice and its answers are never changed: what was wrong is put right by a further answer, or a further advice.
"""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from district import school_years
from district.access import Can, schools_where
from district.history import tracked
from district.models import EvidenceFile, School, User
from governance.models.compacts import same
from governance.models.councils import Council
from governance.models.meeting_records import Motion
from governance.models.meetings import CouncilMeeting, MeetingState
from indicators.marks import stale_marks
from plans.models import SchoolActionPlan


class AdviceKind(models.TextChoices):
    BUDGET = "BUDGET", _("Draft budget")
    PLAN = "PLAN", _("Improvement plan")
    PROGRAM = "PROGRAM", _("Programs and operation")
    OTHER = "OTHER", _("Another matter")


class Decision(models.TextChoices):
    """What the principal does with an advice."""

    ADOPTED = "ADOPTED", pgettext_lazy("advice", "Adopted")
    PART = "PART", _("Adopted in part")
    DECLINED = "DECLINED", _("Declined")
    LATER = "LATER", _("To be decided later")


FOLLOWED = (Decision.ADOPTED, Decision.PART)
WAITING = ("", Decision.LATER)  # who decides later still owes an answer
DECISION_KINDS = {
    "": "waiting",
    Decision.ADOPTED: "good",
    Decision.PART: "good",
    Decision.DECLINED: "neutral",
    Decision.LATER: "waiting",
}


class AdviceQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(school__in=schools_where(user, Can.VIEW_ACTIVITY))

    def published(self):
        """For everybody: once the posted minutes of its meeting hold the vote."""
        return self.filter(meeting__state=MeetingState.POSTED).exclude(motion=None)

    def waiting(self):
        """Those that the principal owes an answer, the one that is due first on top."""
        return self.filter(decision__in=WAITING).order_by("answer_by", "pk")


class Advice(models.Model):
    """One advice of a council to its principal, by a carried motion or at a meeting of which only counts are known.

    `answer_by`: the last day for the answer, worked out once when it was given; a later day where the principal named
    one. `answered_on` is the day of the first answer, `decision` what the last one says.
    """

    school = models.ForeignKey(School, models.PROTECT, related_name="council_advices", verbose_name=_("school"))
    fall_year = models.PositiveSmallIntegerField(_("school year"))
    kind = models.CharField(_("about"), max_length=7, choices=AdviceKind.choices)
    title = models.CharField(_("in a few words"), max_length=150, blank=True)
    text = models.TextField(_("advice"), max_length=3000)
    meeting = models.ForeignKey(CouncilMeeting, models.PROTECT, related_name="advices", verbose_name=_("meeting"))
    motion = models.ForeignKey(
        Motion, models.PROTECT, null=True, blank=True, related_name="advices", verbose_name=_("motion")
    )
    action_plan = models.ForeignKey(
        SchoolActionPlan, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("action plan")
    )
    given_on = models.DateField(_("given on"))
    due_on = models.DateField(_("answer due on"))
    answer_by = models.DateField(_("answer by"))
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    decision = models.CharField(_("answer"), max_length=8, choices=Decision.choices, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("recorded by"))
    recorded_at = models.DateTimeField(_("recorded at"), auto_now_add=True)
    key = models.UUIDField(_("key of the form"), null=True, editable=False, unique=True)

    objects = AdviceQuerySet.as_manager()

    class Meta:
        ordering = ["-given_on", "-pk"]
        verbose_name = verbose_name_plural = _("advice")
        constraints = [
            models.CheckConstraint(
                name="advice_in_these_centuries",
                condition=Q(given_on__range=school_years.all_days(), answer_by__gte=F("given_on")),
                violation_error_message=_("No school year holds this date."),
            ),
            models.CheckConstraint(
                name="advice_answered_with_a_decision",
                condition=Q(answered_on=None, decision="") | (Q(answered_on__isnull=False) & ~Q(decision="")),
            ),
            models.CheckConstraint(
                name="advice_has_a_title",
                condition=~Q(title="") | Q(action_plan__isnull=False),
                violation_error_message=_("Say in a few words what it is about."),
            ),
            models.UniqueConstraint(
                name="advice_once_of_a_motion",
                fields=["motion"],
                violation_error_message=_("This motion is recorded as advice already."),
            ),
        ]
        triggers = [
            *stale_marks(
                "council_advices",
                "SELECT school_id, given_on FROM {rows} AS rows",
                leave_out=(
                    "fall_year", "kind", "title", "text", "meeting", "motion", "action_plan", "answer_by",
                    "recorded_by", "recorded_at", "key",
                ),
            ),
            pgtrigger.Protect(
                name="advice_is_kept",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["answer_by", "answered_on", "decision"]),
            ),
            pgtrigger.Protect(name="advice_stays", operation=pgtrigger.Delete),
        ]  # fmt: skip

    def __str__(self):
        """What it is about; of an action plan in the reader's language, for nobody has typed it."""
        if self.title:
            return self.title
        return str(_("Advice on the action plan for %(year)s") % {"year": school_years.label(self.fall_year)})

    def get_absolute_url(self):
        return reverse("governance:advice", args=[self.school.code, self.pk])

    @property
    def waits(self):
        return self.decision in WAITING

    @property
    def is_late(self):
        """Whether an answer is owed and its day has passed."""
        return self.waits and self.answer_by < timezone.localdate()

    @property
    def status(self):
        """What became of it, in a word."""
        if self.is_late:
            return _("Answer overdue")
        return self.get_decision_display() if self.decision else _("Waiting for an answer")

    @property
    def status_kind(self):
        return "bad" if self.is_late else DECISION_KINDS[self.decision]

    @property
    def was_in_time(self):
        return self.answered_on is not None and self.answered_on <= self.due_on


class AdviceAnswer(models.Model):
    """What the principal answers, with the reason. Never changed: a further one beside it puts it right."""

    advice = models.ForeignKey(Advice, models.PROTECT, related_name="answers", verbose_name=_("advice"))
    decision = models.CharField(_("answer"), max_length=8, choices=Decision.choices)
    reason = models.TextField(_("reason"), max_length=3000)
    until = models.DateField(_("decided by"), null=True, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("written at"), default=timezone.now, editable=False)
    key = models.UUIDField(_("key of the form"), null=True, editable=False, unique=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="advice_answer_later_says_until_when",
                condition=Q(decision="LATER", until__range=school_years.all_days())
                | (~Q(decision="LATER") & Q(until=None)),
                violation_error_message=_("Say by when it will be decided."),
            ),
            models.CheckConstraint(
                name="advice_answer_says_why",
                condition=~Q(reason=""),
                violation_error_message=_("Say why."),
            ),
        ]
        triggers = [pgtrigger.Protect(name="advice_answer_is_kept", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return str(self.get_decision_display())


class SignOffKind(models.TextChoices):
    BUDGET = "BUDGET", _("Draft budget")
    PLAN = "PLAN", _("Improvement plan")


class Stance(models.TextChoices):
    """What the council says to a document, or why it says nothing."""

    APPROVED = "APPROVED", _("Signed: approved")
    ADVISED = "ADVISED", _("Signed: with advice")
    REFUSED = "REFUSED", _("Signature refused")
    MISSING = "MISSING", _("Not signed")


SIGNED = (Stance.APPROVED, Stance.ADVISED)
DOCUMENT = ("council_id", "fall_year", "kind", "title", "version", "dated_on", "action_plan_id", "evidence_id")
VERDICT = ("stance", "reason", "motion_id", "advice_id", "decided_by_id", "decided_at")


class SignOffQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(council__school__in=schools_where(user, Can.VIEW_ACTIVITY))

    def signed(self):
        return self.filter(stance__in=SIGNED)

    def waiting(self):
        return self.filter(stance="")


@tracked()
class SignOff(models.Model):
    """The council's signature under one version of a draft budget or an improvement plan, and who has read it since.

    Once the council has decided, the document and the verdict stay; another version is another sign-off. A refused or
    missing signature says why. `decided_by`: the chair who signed under their own account, or who stated the reason.
    """

    council = models.ForeignKey(Council, models.PROTECT, related_name="sign_offs", verbose_name=_("council"))
    fall_year = models.PositiveSmallIntegerField(_("school year"))
    kind = models.CharField(_("document"), max_length=6, choices=SignOffKind.choices)
    title = models.CharField(_("title of the document"), max_length=150)
    version = models.CharField(_("version"), max_length=40)
    dated_on = models.DateField(_("date of the document"))
    action_plan = models.ForeignKey(
        SchoolActionPlan, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("action plan")
    )
    evidence = models.ForeignKey(
        EvidenceFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("file")
    )
    stance = models.CharField(_("council"), max_length=8, choices=Stance.choices, blank=True)
    reason = models.TextField(_("why it is refused or missing"), max_length=2000, blank=True)
    motion = models.ForeignKey(
        Motion, models.PROTECT, null=True, blank=True, related_name="sign_offs", verbose_name=_("motion")
    )
    advice = models.OneToOneField(
        Advice, models.PROTECT, null=True, blank=True, related_name="sign_off", verbose_name=_("advice")
    )
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("signed by")
    )
    decided_at = models.DateTimeField(_("signed at"), null=True, blank=True)
    principal_read_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("read by the principal")
    )
    principal_read_at = models.DateTimeField(_("read by the principal at"), null=True, blank=True)
    office_read_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("read by central office")
    )
    office_read_at = models.DateTimeField(_("read by central office at"), null=True, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("recorded by"))
    recorded_at = models.DateTimeField(_("recorded at"), auto_now_add=True)
    key = models.UUIDField(_("key of the form"), null=True, editable=False, unique=True)

    objects = SignOffQuerySet.as_manager()

    class Meta:
        ordering = ["-fall_year", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="sign_off_once_of_a_version",
                fields=["council", "fall_year", "kind", "version"],
                violation_error_message=_("There is a sign-off of this version already."),
            ),
            models.CheckConstraint(
                name="sign_off_in_these_centuries",
                condition=Q(dated_on__range=school_years.all_days()),
                violation_error_message=_("No school year holds this date."),
            ),
            models.CheckConstraint(
                name="sign_off_signed_by_a_vote",
                condition=~Q(stance__in=SIGNED) | Q(motion__isnull=False),
                violation_error_message=_("A council signs by a carried motion."),
            ),
            models.CheckConstraint(
                name="sign_off_says_why_not",
                condition=(Q(stance__in=["REFUSED", "MISSING"]) & ~Q(reason=""))
                | (~Q(stance__in=["REFUSED", "MISSING"]) & Q(reason="")),
                violation_error_message=_("A refused or missing signature says why."),
            ),
            models.CheckConstraint(
                name="sign_off_decided_by_somebody",
                condition=Q(stance="", decided_by=None, decided_at=None, motion=None, advice=None)
                | (~Q(stance="") & Q(decided_by__isnull=False, decided_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="sign_off_read_once_decided",
                condition=~Q(stance="") | Q(principal_read_at=None, office_read_at=None),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="decided_sign_off_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(f"OLD.stance <> '' AND NOT ({same(*DOCUMENT, *VERDICT)})"),
            ),
            pgtrigger.Protect(
                name="decided_sign_off_is_kept", operation=pgtrigger.Delete, condition=~pgtrigger.Q(old__stance="")
            ),
        ]

    def __str__(self):
        return _("%(title)s, version %(version)s") % {"title": self.title, "version": self.version}

    def get_absolute_url(self):
        return reverse("governance:sign-off", args=[self.council.school.code, self.pk])

    @property
    def is_signed(self):
        return self.stance in SIGNED
