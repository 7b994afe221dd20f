"""What the plans ask of a person: milestones late or near, silent initiatives, action plans that wait, money rules."""

from django.db.models import Count, Min
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from district import school_years
from district.access import Can, may, may_district_wide, schools_where
from fce_portal.items import Item, link
from plans.implementation import SOON, is_stale
from plans.models import InitiativeWork, Milestone, SchoolActionPlan, TitleOneBudget
from plans.models.action_plans import PlanState
from plans.title_one.books import books_of
from plans.title_one.rules import findings

MOST = 5  # named one by one; the rest is a number


def items_for(user, today):
    return [
        *own_milestones(user, today),
        *own_initiatives(user, today),
        *school_milestones(user, today),
        *returned_plans(user),
        *plans_to_review(user),
        *title_one_warnings(user, today),
    ]


def own_milestones(user, today):
    """Milestones that the person owns, late or due within two weeks."""
    if not may(user, Can.EDIT_WORK):
        return
    near = Milestone.objects.open().filter(owner=user, each_school=False, due_on__lte=today + SOON)
    for milestone in near.select_related("work__initiative__priority_action__cycle")[:MOST]:
        words = {"milestone": milestone, "day": date_format(milestone.due_on)}
        if milestone.due_on < today:
            sentence = _("Your milestone “%(milestone)s” was due on %(day)s.")
            yield Item("bad", sentence % words, milestone.get_absolute_url(), milestone.due_on)
        else:
            sentence = _("Your milestone “%(milestone)s” is due on %(day)s.")
            yield Item("waiting", sentence % words, milestone.get_absolute_url())


def own_initiatives(user, today):
    """Initiatives that the person answers for, without a word for too long: the short form is one step away."""
    if not may(user, Can.EDIT_WORK):
        return
    for work in InitiativeWork.objects.filter(lead=user).for_list().with_latest_update():
        if is_stale(work, today):
            action = work.initiative.priority_action
            url = link("plans:update-add", action.cycle.code, work.initiative.code)
            sentence = _("Say how initiative %(initiative)s stands: nobody has for over 45 days.")
            yield Item("warn", sentence % {"initiative": work.initiative}, url, work.update_on or work.starts_on)


def school_milestones(user, today):
    """What each school does for itself, where a school of the person is not known to be done."""
    if may_district_wide(user, Can.TICK_MILESTONE) or not may(user, Can.TICK_MILESTONE):
        return
    schools = set(schools_where(user, Can.TICK_MILESTONE))
    near = Milestone.objects.in_force().filter(each_school=True, due_on__lte=today + SOON)
    near = near.select_related("work").prefetch_related("completions", "work__schools")
    for milestone in near[:MOST]:
        covered = schools
        if not milestone.work.covers_all_schools:
            covered = schools & {school.pk for school in milestone.work.schools.all()}
        open_schools = covered - {one.school_id for one in milestone.completions.all()}
        if not open_schools:
            continue
        sentence = ngettext(
            "“%(milestone)s” is due on %(day)s: say so when your school is done.",
            "“%(milestone)s” is due on %(day)s: say so when your schools are done.",
            len(open_schools),
        )
        words = {"milestone": milestone, "day": date_format(milestone.due_on)}
        kind, since = ("bad", milestone.due_on) if milestone.due_on < today else ("waiting", None)
        yield Item(kind, sentence % words, link("plans:milestone-done", milestone.pk), since)


def returned_plans(user):
    """Action plans that came back to a school of the person."""
    if may_district_wide(user, Can.SUBMIT_ACTION_PLAN) or not may(user, Can.SUBMIT_ACTION_PLAN):
        return
    mine = SchoolActionPlan.objects.filter(school__in=schools_where(user, Can.SUBMIT_ACTION_PLAN))
    for plan in mine.filter(state=PlanState.RETURNED).select_related("school")[:MOST]:
        yield Item("warn", _("%(plan)s came back.") % {"plan": plan}, plan.get_absolute_url(), plan.state_since)


def plans_to_review(user):
    """How many action plans wait for central office, and for how long the oldest has waited."""
    if not may_district_wide(user, Can.REVIEW_ACTION_PLAN):
        return
    waiting = SchoolActionPlan.objects.filter(state=PlanState.SUBMITTED)
    found = waiting.aggregate(total=Count("pk"), since=Min("state_since"), year=Min("fall_year"))
    if found["total"]:
        sentence = ngettext(
            "%(total)s school action plan waits to be reviewed.",
            "%(total)s school action plans wait to be reviewed.",
            found["total"],
        )
        url = link("plans:action-plan-list", state=PlanState.SUBMITTED, year=found["year"])
        yield Item("waiting", sentence % {"total": found["total"]}, url, found["since"])


def title_one_warnings(user, today):
    """What the law asks of the engagement budgets of this year and the last, and their books do not show."""
    if not may_district_wide(user, Can.EDIT_TITLE1):
        return
    this_year = school_years.fall_year_of(today)
    for budget in TitleOneBudget.objects.filter(school_year__in=[this_year - 1, this_year]).order_by("school_year"):
        for finding in findings(books_of(budget, today)):
            if finding.is_broken:
                sentence = _("Title I engagement budget %(year)s: %(finding)s")
                words = {"year": budget.year_label, "finding": finding.sentence}
                yield Item("warn", sentence % words, f"{budget.get_absolute_url()}#rule-{finding.code}")
