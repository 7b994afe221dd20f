"""The duties of a council by law, the days the district sets for them, and what is recorded where no other record shows
that a duty was done (facts 4.4). What they ask, in words, is in `governance.duty_catalogue`."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from district import school_years
from district.access import Can, schools_where
from district.history import tracked
from district.models import EvidenceFile, School, User
from governance.models.councils import Council
from indicators.marks import stale_marks

DEFAULT_RESPONSE_DAYS = 10
BUDGET_DAYS = ("budget_opens_on", "budget_advice_by", "budget_goes_on")


class DutyCode(models.TextChoices):
    """D1 to D7 are duties; P1 to P3 are powers that a council may use (CGS 10-223j). The numbers are ours."""

    NEEDS = "D1", _("D1 Achievement data and needs")
    BUDGET = "D2", _("D2 Advice on the draft budget")
    HIRING = "D3", _("D3 Hiring of administrators")
    PROGRAM = "D4", _("D4 Changes of programs and operation")
    POLICY = "D5", _("D5 Parent involvement policy")
    COMPACT = "D6", _("D6 School compact")
    RECORDS = "D7", _("D7 Confidential voter records")
    PLAN = "P1", _("P1 Review of the improvement plan")
    SURVEY = "P2", _("P2 Yearly survey")
    MATTERS = "P3", _("P3 Advice on other matters")


@tracked()
class DutyYear(models.Model):
    """By when the duties of a school year are done, the round of the draft budgets, and how soon a principal answers.

    The law says before what a council is heard, not on which day: the days are the district's own (facts 4.4). Where it
    has set none, those of plans and compacts hold, and the last day of the school year.
    """

    fall_year = models.PositiveSmallIntegerField(_("school year"), unique=True)
    needs_by = models.DateField(_("data and needs looked at by"), null=True, blank=True)
    budget_opens_on = models.DateField(_("draft budgets come to the councils on"), null=True, blank=True)
    budget_advice_by = models.DateField(_("councils advise on the draft budget by"), null=True, blank=True)
    budget_goes_on = models.DateField(_("draft budgets go to the superintendent on"), null=True, blank=True)
    annual_by = models.DateField(_("parent involvement policy approved by"), null=True, blank=True)
    response_days = models.PositiveSmallIntegerField(
        _("school days in which a principal answers an advice"), default=DEFAULT_RESPONSE_DAYS
    )

    class Meta:
        ordering = ["-fall_year"]
        constraints = [
            *(
                models.CheckConstraint(
                    name=f"duty_year_{later}_after_{earlier}",
                    condition=Q(**{earlier: None}) | Q(**{later: None}) | Q(**{f"{later}__gte": F(earlier)}),
                    violation_error_message=_(
                        "First the drafts come to the councils, then they advise, then the drafts go on."
                    ),
                )
                for place, earlier in enumerate(BUDGET_DAYS)
                for later in BUDGET_DAYS[place + 1 :]
            ),
            *(
                models.CheckConstraint(
                    name=f"duty_year_{day}_in_these_centuries",
                    condition=Q(**{day: None}) | Q(**{f"{day}__range": school_years.all_days()}),
                    violation_error_message=_("No school year holds this date."),
                )
                for day in (*BUDGET_DAYS, "needs_by", "annual_by")
            ),
            models.CheckConstraint(
                name="duty_year_response_days_within_reason",
                condition=Q(response_days__range=(1, 90)),
                violation_error_message=_("From 1 to 90 school days."),
            ),
        ]

    def __str__(self):
        return school_years.label(self.fall_year)


class DutyRecordQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(council__school__in=schools_where(user, Can.VIEW_ACTIVITY))


@tracked()
class DutyRecord(models.Model):
    """That a council did a duty on a day, where no meeting, advice, sign-off, compact or election shows it already.

    Of interviews for a principal or another administrator (D3) only counts are kept, never who applied: how many
    members took part, and when the report went to superintendent and board. Until it went, the duty is open.
    """

    class Kind(models.TextChoices):
        DONE = "DONE", _("It was done")
        INTERVIEW = "INTERVIEW", _("Interviews")
        NOTHING = "NOTHING", _("Nothing arose this year")

    council = models.ForeignKey(Council, models.CASCADE, related_name="duty_records", verbose_name=_("council"))
    fall_year = models.PositiveSmallIntegerField(_("school year"))
    duty = models.CharField(_("duty"), max_length=2, choices=DutyCode.choices)
    kind = models.CharField(_("what is recorded"), max_length=9, choices=Kind.choices, default=Kind.DONE)
    on = models.DateField(_("day"))
    text = models.TextField(_("what was done"), max_length=1000)
    members_total = models.PositiveSmallIntegerField(_("members who took part"), null=True, blank=True)
    report_sent_on = models.DateField(_("report sent to superintendent and board on"), null=True, blank=True)
    evidence = models.ForeignKey(
        EvidenceFile, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("file")
    )
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("recorded by"))
    recorded_at = models.DateTimeField(_("recorded at"), auto_now_add=True)
    key = models.UUIDField(_("key of the form"), null=True, editable=False, unique=True)

    objects = DutyRecordQuerySet.as_manager()

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="duty_record_in_these_centuries",
                condition=Q(on__range=school_years.all_days())
                & (Q(report_sent_on=None) | Q(report_sent_on__range=school_years.all_days())),
                violation_error_message=_("No school year holds this date."),
            ),
            models.CheckConstraint(
                name="duty_record_interviews_are_of_hiring",
                condition=Q(kind="INTERVIEW", duty="D3", members_total__isnull=False)
                | (~Q(kind="INTERVIEW") & Q(members_total=None, report_sent_on=None)),
                violation_error_message=_("Only of interviews one says how many took part and when the report went."),
            ),
            models.CheckConstraint(
                name="duty_record_report_follows_the_interview",
                condition=Q(report_sent_on=None) | Q(report_sent_on__gte=F("on")),
                violation_error_message=_("The report does not go before the interviews."),
            ),
            models.UniqueConstraint(
                name="duty_record_nothing_arose_once",
                fields=["council", "fall_year", "duty"],
                condition=Q(kind="NOTHING"),
                violation_error_message=_("It is recorded already that nothing arose."),
            ),
        ]

    def __str__(self):
        return f"{self.get_duty_display()}: {self.get_kind_display()}"


class DutyStanding(models.Model):
    """How a duty with a day stood when it was last worked out: for the measures, which count rows, and for sums over
    all schools. Written by `governance.duty_settling` alone; whoever wants to know now asks `governance.duties`."""

    school = models.ForeignKey(School, models.CASCADE, related_name="+", verbose_name=_("school"))
    fall_year = models.PositiveSmallIntegerField(_("school year"))
    duty = models.CharField(_("duty"), max_length=2, choices=DutyCode.choices)
    due_on = models.DateField(_("due on"))
    done_on = models.DateField(_("done on"), null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="duty_standing_once", fields=["school", "fall_year", "duty"]),
        ]
        triggers = stale_marks("council_duties", "SELECT school_id, due_on FROM {rows} AS rows")

    def __str__(self):
        return f"{self.get_duty_display()}, {school_years.label(self.fall_year)}"


@tracked()
class Reconstitution(models.Model):
    """That a council voted on recommending to reconstitute its school (facts 4.5): rare, and handled by the district.

    The kinds are from general knowledge, as the facts say; what the board made of it is said in words.
    """

    class Kind(models.TextChoices):
        TURNAROUND = "TURNAROUND", _("Turnaround")
        RESTART = "RESTART", _("Restart")
        TRANSFORMATION = "TRANSFORM", _("Transformation")
        FEDERAL = "FEDERAL", _("Another federal model")
        COMMPACT = "COMMPACT", _("CommPACT school")
        INNOVATION = "INNOVATION", _("Innovation school")

    council = models.ForeignKey(Council, models.PROTECT, related_name="reconstitutions", verbose_name=_("council"))
    kind = models.CharField(_("model"), max_length=10, choices=Kind.choices)
    voted_on = models.DateField(_("day of the vote"))
    votes_for = models.PositiveSmallIntegerField(_("votes for"))
    votes_against = models.PositiveSmallIntegerField(_("votes against"))
    votes_abstaining = models.PositiveSmallIntegerField(_("abstaining"), default=0)
    outcome = models.TextField(_("what became of it"), max_length=2000, blank=True)
    evidence = models.ForeignKey(
        EvidenceFile, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("file")
    )
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("recorded by"))
    recorded_at = models.DateTimeField(_("recorded at"), auto_now_add=True)
    key = models.UUIDField(_("key of the form"), null=True, editable=False, unique=True)

    class Meta:
        ordering = ["-voted_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="reconstitution_in_these_centuries",
                condition=Q(voted_on__range=school_years.all_days()),
                violation_error_message=_("No school year holds this date."),
            ),
        ]

    def __str__(self):
        return str(self.get_kind_display())
