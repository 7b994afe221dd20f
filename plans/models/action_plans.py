"""School action plans: what a school sets out to do with families in a school year, and how it was agreed (design 6).

What is approved is frozen as a version; the plan goes on being worked at, and its text may change again only as a new
draft, while the approved version stays in force and readable.
"""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from district import school_years
from district.access import Can, may, may_district_wide, schools_held, schools_where
from district.history import tracked, tracked_links
from district.models import EvidenceFile, School, User
from district.words import Words
from indicators.marks import stale_marks
from indicators.models import Indicator
from plans.models.adopted import Initiative

MOST_PEOPLE = 20_000
PLAN_WORDS = Words(
    texts=[
        "needs",
        "voice",
        "services_note",
        "advice",
        "answer",
        "no_advice_reason",
        "reflection",
        "next_year",
    ]
)
GOAL_WORDS = Words("statement", texts=["strategy"])
STEP_WORDS = Words("what", texts=["who", "resources", "evidence"])


class PlanState(models.TextChoices):
    DRAFT = "DRAFT", _("Draft")
    SUBMITTED = "SUBMITTED", _("Submitted")
    RETURNED = "RETURNED", _("Returned")
    APPROVED = "APPROVED", _("Approved")
    CLOSED = "CLOSED", _("Closed")


EDITABLE = (PlanState.DRAFT, PlanState.RETURNED)


class Service(models.TextChoices):
    """What central office offers to schools that need more (facts 1.11)."""

    LEARNING = "LEARNING", _("More professional learning for staff")
    COACHING = "COACHING", _("Coaching for teachers and leaders")
    DATA = "DATA", _("Help with data and what they say")
    TOOLS = "TOOLS", _("Tools and instructional resources")
    STUDENT_SUPPORT = "SUPPORT", _("More student support services")
    PARTNERS = "PARTNERS", _("More community partnerships")
    INTERPRETERS = "LANGUAGE", _("Interpreters and translation")


# What of a plan itself no measure counts: all but its school.
UNCOUNTED = (
    "fall_year",
    "state",
    "state_since",
    "needs",
    "voice",
    "voice_families_total",
    "voice_students_total",
    "voice_staff_total",
    "services",
    "services_note",
    "advice_on",
    "advice",
    "answer",
    "no_advice_reason",
    "reflection",
    "next_year",
    "begun_by",
)


def people_count(label):
    return models.PositiveIntegerField(label, null=True, blank=True, validators=[MaxValueValidator(MOST_PEOPLE)])


class SchoolActionPlanQuerySet(models.QuerySet):
    def visible_to(self, user):
        if may_district_wide(user, Can.VIEW_ACTION_PLAN):
            return self
        return self.filter(school__in=schools_where(user, Can.VIEW_ACTION_PLAN))

    def in_year(self, fall_year):
        return self.filter(fall_year=fall_year)

    def with_mid_year(self):
        """Adds `has_mid_year`: whether the mid-year check-in is written."""
        from plans.models.check_ins import CheckIn

        written = CheckIn.objects.filter(plan=models.OuterRef("pk"), kind=CheckIn.Kind.MID_YEAR)
        return self.annotate(has_mid_year=models.Exists(written))


@tracked()
class SchoolActionPlan(models.Model):
    """One school's plan for one school year."""

    school = models.ForeignKey(School, models.PROTECT, related_name="action_plans", verbose_name=_("school"))
    fall_year = models.PositiveSmallIntegerField(_("school year"))
    state = models.CharField(_("state"), max_length=10, choices=PlanState.choices, default=PlanState.DRAFT)
    state_since = models.DateTimeField(_("in this state since"), auto_now_add=True)
    needs = models.TextField(_("what the school's own figures say"), max_length=3000, blank=True)
    voice = models.TextField(_("whom the school heard, and how"), max_length=3000, blank=True)
    voice_families_total = people_count(_("families heard"))
    voice_students_total = people_count(_("students heard"))
    voice_staff_total = people_count(_("staff heard"))
    services = ArrayField(
        models.CharField(max_length=10, choices=Service.choices),
        verbose_name=_("services asked of central office"),
        default=list,
        blank=True,
    )
    services_note = models.CharField(_("what exactly"), max_length=300, blank=True)
    advice_on = models.DateField(_("day of the council meeting"), null=True, blank=True)
    advice = models.TextField(_("the council's advice"), max_length=3000, blank=True)
    answer = models.TextField(_("what the school does about it"), max_length=3000, blank=True)
    no_advice_reason = models.CharField(_("why the council gave no advice"), max_length=300, blank=True)
    reflection = models.TextField(_("what worked, what did not"), max_length=3000, blank=True)
    next_year = models.TextField(_("what that means for next year"), max_length=3000, blank=True)
    begun_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("begun by"))

    objects = SchoolActionPlanQuerySet.as_manager()

    class Meta:
        ordering = ["-fall_year", "school__name"]
        indexes = [PLAN_WORDS.index("action_plan_words")]
        constraints = [
            models.UniqueConstraint(
                name="action_plan_once_per_school_and_year",
                fields=["school", "fall_year"],
                violation_error_message=_("This school already has an action plan for this year."),
            ),
            models.CheckConstraint(
                name="action_plan_advice_has_its_day",
                condition=Q(advice_on=None, advice="") | (Q(advice_on__range=school_years.all_days()) & ~Q(advice="")),
                violation_error_message=_("The council's advice needs its text and the day of the meeting."),
            ),
            models.CheckConstraint(
                name="action_plan_closed_with_a_reflection",
                condition=~Q(state="CLOSED") | ~Q(reflection=""),
            ),
        ]
        triggers = stale_marks(
            "action_steps",
            """SELECT rows.school_id, step.done_on FROM {rows} AS rows
            JOIN plans_plangoal AS goal ON goal.plan_id = rows.id
            JOIN plans_actionstep AS step ON step.goal_id = goal.id AND step.done_on IS NOT NULL""",
            leave_out=UNCOUNTED,
            is_half=True,
        )

    def __str__(self):
        return str(_("Action plan of %(school)s, %(year)s") % {"school": self.school, "year": self.year_label})

    def get_absolute_url(self):
        return reverse("plans:action-plan", args=[self.school.code, self.fall_year])

    @property
    def year_label(self):
        return school_years.label(self.fall_year)

    @property
    def is_editable(self):
        return self.state in EDITABLE


@tracked()
class PlanGoal(models.Model):
    """A goal of the school, tied to an equity indicator."""

    plan = models.ForeignKey(SchoolActionPlan, models.CASCADE, related_name="goals", verbose_name=_("action plan"))
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+", verbose_name=_("equity indicator"))
    statement = models.CharField(_("goal"), max_length=300)
    target_value = models.DecimalField(_("target of the school"), max_digits=9, decimal_places=2, null=True, blank=True)
    strategy = models.TextField(_("how the school and families work towards it"), max_length=2000, blank=True)
    initiatives = models.ManyToManyField(
        Initiative, related_name="+", blank=True, verbose_name=_("initiatives of the plan behind it")
    )

    class Meta:
        ordering = ["pk"]
        indexes = [GOAL_WORDS.index("plan_goal_words")]
        constraints = [
            models.CheckConstraint(
                name="plan_goal_target_is_not_negative",
                condition=Q(target_value=None) | Q(target_value__gte=0),
                violation_error_message=_("A target cannot be below zero."),
            ),
        ]
        triggers = stale_marks(
            "action_steps",
            """SELECT plan.school_id, step.done_on FROM {rows} AS rows
            JOIN plans_actionstep AS step ON step.goal_id = rows.id AND step.done_on IS NOT NULL
            JOIN plans_schoolactionplan AS plan ON plan.id = rows.plan_id""",
            leave_out=("indicator", "statement", "target_value", "strategy"),
            is_half=True,
        )

    def __str__(self):
        return self.statement


@tracked_links()
class GoalInitiative(PlanGoal.initiatives.through):
    class Meta:
        proxy = True


class StepState(models.TextChoices):
    NOT_STARTED = "NOT_STARTED", _("Not started")
    UNDER_WAY = "UNDER_WAY", _("Under way")
    DONE = "DONE", _("Done")


@tracked()
class ActionStep(models.Model):
    """What somebody does towards a goal until a day. Its progress goes on after the plan is approved."""

    goal = models.ForeignKey(PlanGoal, models.CASCADE, related_name="steps", verbose_name=_("goal"))
    what = models.CharField(_("step"), max_length=300)
    who = models.CharField(_("who does it"), max_length=120)
    due_on = models.DateField(_("until"))
    resources = models.CharField(_("what it takes"), max_length=200, blank=True)
    grows_families = models.BooleanField(_("families will be able to do more"), default=False)
    grows_staff = models.BooleanField(_("staff will be able to do more"), default=False)
    state = models.CharField(_("state"), max_length=12, choices=StepState.choices, default=StepState.NOT_STARTED)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    evidence = models.CharField(_("what shows it"), max_length=300, blank=True)
    evidence_file = models.ForeignKey(
        EvidenceFile, models.PROTECT, null=True, blank=True, related_name="action_steps", verbose_name=_("file")
    )

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [STEP_WORDS.index("action_step_words")]
        constraints = [
            models.CheckConstraint(
                name="action_step_due_in_these_centuries",
                condition=Q(due_on__range=school_years.all_days()),
                violation_error_message=_("No school year holds this date."),
            ),
            models.CheckConstraint(
                name="action_step_done_on_a_day",
                condition=(Q(state="DONE") & Q(done_on__range=school_years.all_days()))
                | (~Q(state="DONE") & Q(done_on=None)),
                violation_error_message=_("A step that is done has its day, and no other has one."),
            ),
        ]
        triggers = stale_marks(
            "action_steps",
            """SELECT plan.school_id, rows.done_on FROM {rows} AS rows
            JOIN plans_plangoal AS goal ON goal.id = rows.goal_id
            JOIN plans_schoolactionplan AS plan ON plan.id = goal.plan_id
            WHERE rows.done_on IS NOT NULL
            ORDER BY plan.id, goal.id FOR NO KEY UPDATE OF plan, goal""",
            leave_out=("what", "who", "resources", "grows_families", "grows_staff", "evidence", "evidence_file"),
            is_half=True,
        )

    def __str__(self):
        return self.what

    @property
    def is_late(self):
        return self.state != StepState.DONE and self.due_on < timezone.localdate()


class CommentVisibility(models.TextChoices):
    """Who reads a comment, of those who may read the plan (features, row 91)."""

    DISTRICT = "DISTRICT", _("The school, central office and the board")
    SCHOOL = "SCHOOL", _("People of the school only, its council included")


class PlanCommentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What stays inside a school is for those with a role at that school, and for whoever wrote it."""
        theirs = Q(by=user.pk) | Q(plan__school__in=schools_held(user, Can.VIEW_ACTION_PLAN))
        found = self.filter(Q(visibility=CommentVisibility.DISTRICT) | theirs)
        if may_district_wide(user, Can.VIEW_ACTION_PLAN):
            return found
        return found.filter(plan__school__in=schools_where(user, Can.VIEW_ACTION_PLAN))


@tracked()
class PlanComment(models.Model):
    """A remark on one passage of a plan. One that must be met stands in the way of approval until it is resolved."""

    plan = models.ForeignKey(SchoolActionPlan, models.CASCADE, related_name="comments", verbose_name=_("action plan"))
    passage = models.CharField(_("passage"), max_length=40)
    quoted = models.TextField(_("what stood there"), blank=True)
    text = models.TextField(_("comment"), max_length=2000)
    must_fix = models.BooleanField(_("must be met before approval"), default=False)
    visibility = models.CharField(
        _("who may read it"), max_length=8, choices=CommentVisibility.choices, default=CommentVisibility.DISTRICT
    )
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("written at"), auto_now_add=True)
    resolved_at = models.DateTimeField(_("resolved at"), null=True, blank=True)
    resolved_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("resolved by")
    )

    objects = PlanCommentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="plan_comment_that_must_be_met_is_no_secret",
                condition=Q(must_fix=False) | Q(visibility="DISTRICT"),
                violation_error_message=_("What must be met before approval is read by central office too."),
            ),
            models.CheckConstraint(
                name="plan_comment_resolved_at_and_by_together",
                condition=Q(resolved_at=None, resolved_by=None)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False),
            ),
        ]

    def __str__(self):
        return self.text[:60]

    @property
    def is_inside_school(self):
        return self.visibility == CommentVisibility.SCHOOL

    def may_be_read_by(self, user):
        """The same as `visible_to`, for one comment that is at hand."""
        if self.is_inside_school and user.pk != self.by_id:
            return self.plan.school_id in schools_held(user, Can.VIEW_ACTION_PLAN)
        return may(user, Can.VIEW_ACTION_PLAN, self.plan.school_id)


class PlanVersion(models.Model):
    """The text of a plan as it was submitted or approved. `text`: [[passage, label, text], …]. Never changed.

    `days_waited`: for how many days a submitted plan had waited for central office; empty for the submission itself.
    """

    class Kind(models.TextChoices):
        SUBMITTED = "SUBMITTED", _("Submitted")
        RETURNED = "RETURNED", _("Returned")
        APPROVED = "APPROVED", _("Approved")

    plan = models.ForeignKey(SchoolActionPlan, models.CASCADE, related_name="versions", verbose_name=_("action plan"))
    number = models.PositiveSmallIntegerField(_("version"))
    kind = models.CharField(_("what happened"), max_length=10, choices=Kind.choices)
    text = models.JSONField(_("text"))
    note = models.CharField(_("note"), max_length=500, blank=True)
    frozen_at = models.DateTimeField(_("frozen at"), auto_now_add=True)
    frozen_on = models.DateField(_("date"), default=timezone.localdate)
    school = models.ForeignKey(School, models.PROTECT, related_name="+", verbose_name=_("school"))
    days_waited = models.PositiveSmallIntegerField(_("days in review"), null=True, blank=True)
    frozen_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by"))

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(name="plan_version_once", fields=["plan", "number"])]
        triggers = [
            pgtrigger.Protect(name="version_is_kept", operation=pgtrigger.Update),
            *stale_marks("plan_versions", "SELECT rows.school_id, rows.frozen_on FROM {rows} AS rows"),
        ]

    def __str__(self):
        return str(_("Version %(number)s") % {"number": self.number})
