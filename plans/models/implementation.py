"""Implementation plans: what the district does about each initiative (facts 1.8).

The adopted plan holds no dates, owners or budgets; they stand here, change, and keep their history. Order and priority
of the initiatives are decisions of their own: the latest rules, all stay readable.
"""

from decimal import Decimal

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from district import school_years
from district.history import tracked, tracked_links
from district.models import EvidenceFile, School, User
from district.words import Words
from indicators.marks import stale_marks
from plans.models.adopted import Initiative, PriorityAction

WORK_WORDS = Words(texts=["families_grow", "staff_grows", "resources"])
MILESTONE_WORDS = Words("title", texts=["details"])
UPDATE_WORDS = Words(texts=["happened", "next_steps", "families_said", "help_needed"])


class WorkState(models.TextChoices):
    """How far an initiative is (design 6)."""

    NOT_STARTED = "NOT_STARTED", _("Not started")
    UNDER_WAY = "UNDER_WAY", _("Under way")
    COMPLETE = "COMPLETE", _("Complete")
    PAUSED = "PAUSED", _("Paused")
    STOPPED = "STOPPED", _("Stopped")


class Rating(models.TextChoices):
    """What the person who answers for an initiative says of it."""

    ON_TRACK = "ON_TRACK", _("On track")
    AT_RISK = "AT_RISK", _("At risk")
    OFF_TRACK = "OFF_TRACK", _("Off track")
    DONE = "DONE", _("Done")
    PAUSED = "PAUSED", _("Paused")


class Priority(models.TextChoices):
    FIRST = "FIRST", _("First")
    NEXT = "NEXT", _("Next")
    LATER = "LATER", _("Later")


class FundingSource(models.TextChoices):
    TITLE1_ENGAGEMENT = "TITLE1_FCE", _("Title I, engagement reserve")
    TITLE1 = "TITLE1", _("Title I, other")
    GENERAL = "GENERAL", _("General budget")
    STATE = "STATE", _("State grant")
    GRANT = "GRANT", _("Foundation or other grant")
    PARTNER = "PARTNER", _("Paid by a partner")
    IN_KIND = "IN_KIND", _("In kind")


class InitiativeWorkQuerySet(models.QuerySet):
    def for_list(self):
        return self.select_related("initiative__priority_action__cycle", "lead")

    def with_latest_update(self):
        """Adds what the latest status update says: `update_rating`, `update_on`, `update_by` (a name)."""
        latest = StatusUpdate.objects.filter(work=models.OuterRef("pk"))
        return self.annotate(
            update_rating=models.Subquery(latest.values("rating")[:1]),
            update_on=models.Subquery(latest.values("on")[:1]),
            update_by=models.Subquery(latest.values("by__name")[:1]),
        )


@tracked()
class InitiativeWork(models.Model):
    """What is being done about one initiative: who answers for it, when, with what, for which schools."""

    initiative = models.OneToOneField(Initiative, models.CASCADE, related_name="work", verbose_name=_("initiative"))
    state = models.CharField(_("state"), max_length=12, choices=WorkState.choices, default=WorkState.NOT_STARTED)
    lead = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("who answers for it")
    )
    contributors = models.ManyToManyField(User, related_name="+", blank=True, verbose_name=_("who contributes"))
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    families_grow = models.TextField(_("what families will be able to do"), blank=True, max_length=1000)
    staff_grows = models.TextField(_("what staff will be able to do"), blank=True, max_length=1000)
    resources = models.TextField(_("what it takes besides money"), blank=True, max_length=1000)
    covers_all_schools = models.BooleanField(_("for all schools"), default=True)
    schools = models.ManyToManyField(School, related_name="+", blank=True, verbose_name=_("schools"))
    measures = ArrayField(
        models.CharField(max_length=60), verbose_name=_("measures it should move"), default=list, blank=True
    )

    objects = InitiativeWorkQuerySet.as_manager()

    class Meta:
        ordering = ["initiative__code"]
        indexes = [WORK_WORDS.index("initiative_work_words")]
        constraints = [
            models.CheckConstraint(
                name="initiative_work_ends_after_it_starts",
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The last day must not be before the first day."),
            ),
        ]

    def __str__(self):
        return str(self.initiative)

    def get_absolute_url(self):
        action = self.initiative.priority_action
        return reverse("plans:work-detail", args=[action.cycle.code, self.initiative.code])

    def schools_covered(self):
        """The open schools it is for, as a queryset."""
        schools = School.objects.open_on(timezone.localdate())
        return schools if self.covers_all_schools else schools.filter(pk__in=self.schools.values("pk"))


@tracked_links()
class WorkContributor(InitiativeWork.contributors.through):
    class Meta:
        proxy = True


@tracked_links()
class WorkSchool(InitiativeWork.schools.through):
    class Meta:
        proxy = True


class OrderDecision(models.Model):
    """The order and priority of a Priority Action's initiatives, as decided on a day. The highest version rules."""

    priority_action = models.ForeignKey(PriorityAction, models.CASCADE, related_name="order_decisions")
    version = models.PositiveSmallIntegerField(_("version"))
    decided_on = models.DateField(_("decided on"), default=timezone.localdate)
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("decided by"))
    reason = models.CharField(_("why"), max_length=300)

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(name="order_decision_once", fields=["priority_action", "version"]),
            models.CheckConstraint(name="order_decision_says_why", condition=~Q(reason="")),
        ]
        triggers = [pgtrigger.Protect(name="order_is_kept", operation=pgtrigger.Update)]

    def __str__(self):
        return f"{self.priority_action_id} v{self.version}"


class OrderLine(models.Model):
    """One initiative's place in a decision."""

    decision = models.ForeignKey(OrderDecision, models.CASCADE, related_name="lines")
    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="+", verbose_name=_("initiative"))
    sequence = models.PositiveSmallIntegerField(_("place"))
    priority = models.CharField(_("priority"), max_length=6, choices=Priority.choices, default=Priority.NEXT)

    class Meta:
        ordering = ["sequence", "initiative__code"]
        constraints = [models.UniqueConstraint(name="order_line_once", fields=["decision", "initiative"])]
        triggers = [pgtrigger.Protect(name="order_line_is_kept", operation=pgtrigger.Update)]

    def __str__(self):
        return f"{self.sequence}. {self.initiative_id}"


class StatusUpdate(models.Model):
    """What the person who answers for an initiative says on a day. Never changed: whoever erred writes a new one."""

    work = models.ForeignKey(InitiativeWork, models.CASCADE, related_name="updates", verbose_name=_("initiative"))
    on = models.DateField(_("date"), default=timezone.localdate)
    rating = models.CharField(_("how it stands"), max_length=10, choices=Rating.choices)
    happened = models.TextField(_("what happened"), max_length=2000)
    next_steps = models.TextField(_("what is next"), max_length=2000, blank=True)
    families_said = models.TextField(_("what families said"), max_length=2000, blank=True)
    help_needed = models.TextField(_("what help is needed"), max_length=2000, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("written at"), auto_now_add=True)

    class Meta:
        ordering = ["-on", "-pk"]
        indexes = [UPDATE_WORDS.index("status_update_words")]
        constraints = [
            models.CheckConstraint(name="status_update_says_what_happened", condition=~Q(happened="")),
            models.CheckConstraint(
                name="status_update_in_these_centuries",
                condition=Q(on__range=school_years.all_days()),
                violation_error_message=_("No school year holds this date."),
            ),
        ]
        triggers = [pgtrigger.Protect(name="update_is_kept", operation=pgtrigger.Update)]

    def __str__(self):
        return f"{self.work_id} {self.on}"


class MilestoneQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(dropped_on=None)

    def open(self):
        """In force, and not done; those that each school does for itself count as open until they are dropped."""
        return self.in_force().filter(Q(each_school=True) | Q(completions=None))


@tracked()
class Milestone(models.Model):
    """A dated step of an initiative. `each_school`: every school covered does it and says so for itself."""

    work = models.ForeignKey(InitiativeWork, models.CASCADE, related_name="milestones", verbose_name=_("initiative"))
    title = models.CharField(_("milestone"), max_length=160)
    details = models.TextField(_("details"), max_length=1000, blank=True)
    due_on = models.DateField(_("due on"))
    owner = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("owner"))
    each_school = models.BooleanField(_("each school does it for itself"), default=False)
    after = models.ManyToManyField(
        "self", symmetrical=False, related_name="before", blank=True, verbose_name=_("comes after")
    )
    dropped_on = models.DateField(_("dropped on"), null=True, blank=True)
    dropped_reason = models.CharField(_("why it was dropped"), max_length=300, blank=True)

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [MILESTONE_WORDS.index("milestone_words")]
        constraints = [
            models.CheckConstraint(
                name="milestone_due_in_these_centuries",
                condition=Q(due_on__range=school_years.all_days()),
                violation_error_message=_("No school year holds this date."),
            ),
            models.CheckConstraint(
                name="milestone_dropped_with_a_reason",
                condition=Q(dropped_on=None, dropped_reason="") | (Q(dropped_on__isnull=False) & ~Q(dropped_reason="")),
            ),
        ]
        triggers = stale_marks(
            "milestones_due",
            "SELECT 0::bigint, rows.due_on FROM {rows} AS rows",
            leave_out=("title", "details", "owner", "work", "dropped_reason"),
        )

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return f"{self.work.get_absolute_url()}#milestone-{self.pk}"


@tracked_links()
class MilestoneOrder(Milestone.after.through):
    class Meta:
        proxy = True


@tracked()
class Completion(models.Model):
    """Somebody is done with a milestone: the district (no school), or one school of those that do it for themselves."""

    milestone = models.ForeignKey(Milestone, models.CASCADE, related_name="completions", verbose_name=_("milestone"))
    school = models.ForeignKey(
        School, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("school")
    )
    school_key = models.GeneratedField(
        expression=Coalesce("school_id", models.Value(0, output_field=models.BigIntegerField())),
        output_field=models.BigIntegerField(),
        db_persist=True,
    )
    done_on = models.DateField(_("done on"), default=timezone.localdate)
    due_on_then = models.DateField(_("was due on"), editable=False)
    done_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("closed by"))
    note = models.CharField(_("what shows it"), max_length=300, blank=True)
    evidence = models.ForeignKey(
        EvidenceFile, models.PROTECT, null=True, blank=True, related_name="completions", verbose_name=_("evidence")
    )

    class Meta:
        ordering = ["done_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="completion_once",
                fields=["milestone", "school"],
                nulls_distinct=False,
                violation_error_message=_("This milestone is done already."),
            ),
            models.CheckConstraint(
                name="completion_in_these_centuries",
                condition=Q(done_on__range=school_years.all_days()),
                violation_error_message=_("No school year holds this date."),
            ),
        ]
        triggers = stale_marks(
            "milestones",
            "SELECT rows.school_key, rows.done_on FROM {rows} AS rows",
            leave_out=("done_by", "note", "evidence", "school"),
        )

    def __str__(self):
        return f"{self.milestone_id} {self.done_on}"

    def save(self, *args, **kwargs):
        """Lateness is told against the day that held when it was done, whatever becomes of that day later."""
        if self.due_on_then is None:
            self.due_on_then = self.milestone.due_on
        super().save(*args, **kwargs)


@tracked()
class BudgetLine(models.Model):
    """Money for an initiative in a school year, and where it comes from."""

    work = models.ForeignKey(InitiativeWork, models.CASCADE, related_name="budget_lines", verbose_name=_("initiative"))
    fall_year = models.PositiveSmallIntegerField(_("school year"))
    label = models.CharField(_("for what"), max_length=160)
    amount = models.DecimalField(
        _("amount in dollars"), max_digits=11, decimal_places=2, validators=[MinValueValidator(Decimal(0))]
    )
    source = models.CharField(_("funding source"), max_length=12, choices=FundingSource.choices)

    class Meta:
        ordering = ["-fall_year", "pk"]
        constraints = [
            models.CheckConstraint(name="budget_line_is_not_negative", condition=Q(amount__gte=0)),
        ]

    def __str__(self):
        return self.label

    @property
    def year_label(self):
        return school_years.label(self.fall_year)
