"""The year of the school action plans: from when they are written, what is due when, who is late, who was reminded."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from district.access import Can
from district.models import Membership, School
from plans.models import PlanReminder, PlanYear, SchoolActionPlan
from plans.models.action_plans import PlanState

SOON = timedelta(days=14)

SUBMIT, REVIEW, MID_YEAR, REFLECT = "submit", "review", "mid_year", "reflect"
STEP_LABELS = {
    SUBMIT: gettext_lazy("Submit the plan"),
    REVIEW: gettext_lazy("Approve it"),
    MID_YEAR: gettext_lazy("Mid-year check-in"),
    REFLECT: gettext_lazy("Look back at the year"),
}
REMINDABLE = (SUBMIT, MID_YEAR, REFLECT)  # what the school does; central office does not remind itself


@dataclass(frozen=True)
class Due:
    """The next thing that is asked of a plan, and by when; `day` is None where the district set none."""

    step: str
    day: date | None
    today: date

    @property
    def label(self):
        return STEP_LABELS[self.step]

    @property
    def is_late(self):
        return self.day is not None and self.day < self.today

    @property
    def is_soon(self):
        return self.day is not None and self.today <= self.day <= self.today + SOON

    @property
    def days_text(self):
        if self.is_late:
            days = (self.today - self.day).days
            return ngettext("%(days)s day late", "%(days)s days late", days) % {"days": days}
        if self.is_soon:
            days = (self.day - self.today).days
            return ngettext("in %(days)s day", "in %(days)s days", days) % {"days": days} if days else _("today")
        return ""


def frame_of(fall_year):
    """The district's frame for a year; one without days where it has set none."""
    return PlanYear.objects.filter(fall_year=fall_year).first() or PlanYear(fall_year=fall_year)


def due_of(plan, frame, *, has_mid_year=False, today=None):
    """What comes next for a plan (None: not begun yet), as `Due`; None once the year's plan is closed."""
    today = today or timezone.localdate()
    state = plan.state if plan else PlanState.DRAFT
    if state == PlanState.CLOSED:
        return None
    if state == PlanState.SUBMITTED:
        return Due(REVIEW, frame.review_by, today)
    if state == PlanState.APPROVED:
        if frame.mid_year_by and not has_mid_year:
            return Due(MID_YEAR, frame.mid_year_by, today)
        return Due(REFLECT, frame.reflect_by, today)
    return Due(SUBMIT, frame.submit_by, today)


def why_not_open(fall_year, today=None):
    """Why no plan can be begun for a year yet, in words; empty where it can."""
    today = today or timezone.localdate()
    opens_on = frame_of(fall_year).opens_on
    if opens_on and today < opens_on:
        return opens_on
    return None


@dataclass(frozen=True)
class SchoolToRemind:
    """A school whose plan waits for the school itself: what is due, and who would read the reminder."""

    school: object
    due: Due
    people: list
    reminded_at: object


def to_remind(schools, fall_year, today=None):
    """Which of these schools have something to do for their plan; four queries."""
    schools = list(schools)
    frame = frame_of(fall_year)
    plans = {plan.school_id: plan for plan in plans_of(schools, fall_year)}
    readers = {}
    held = Membership.objects.current().granting(Can.SUBMIT_ACTION_PLAN).filter(school__in=schools)
    for membership in held.filter(user__is_active=True).select_related("user").order_by("user__name"):
        readers.setdefault(membership.school_id, []).append(membership.user)
    reminded = last_reminded(schools, fall_year)
    found = []
    for school in schools:
        plan = plans.get(school.pk)
        due = due_of(plan, frame, has_mid_year=bool(plan and plan.has_mid_year), today=today)
        if due and due.step in REMINDABLE:
            found.append(SchoolToRemind(school, due, readers.get(school.pk, []), reminded.get(school.pk)))
    return found


def plans_of(schools, fall_year):
    return SchoolActionPlan.objects.filter(school__in=schools, fall_year=fall_year).with_mid_year()


def last_reminded(schools, fall_year):
    """{school id: when it was last reminded}. One query."""
    reminders = PlanReminder.objects.filter(school__in=schools, fall_year=fall_year).order_by("pk")
    return dict(reminders.values_list("school", "at"))


def late_total(fall_year, today=None):
    """How many open schools are late with what their plan waits for, of what the school itself does. Three queries."""
    frame = frame_of(fall_year)
    schools = list(School.objects.open_on(today or timezone.localdate()).values_list("pk", flat=True))
    plans = {plan.school_id: plan for plan in plans_of(schools, fall_year)}
    dues = (
        due_of(plans.get(pk), frame, has_mid_year=bool(pk in plans and plans[pk].has_mid_year), today=today)
        for pk in schools
    )
    return sum(due is not None and due.step in REMINDABLE and due.is_late for due in dues)
