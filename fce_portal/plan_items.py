"""What the plans ask of a person: milestones late or near, silent initiatives, action plans that wait, money rules."""

from django.db.models import Count, Min
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from district import school_years
from district.access import Can, may, may_district_wide, schools_where
from district.models import FormDraft, Membership, School
from district.portal_settings import known
from fce_portal.items import Item, link
from plans import plan_years, roll_over
from plans.implementation import SOON, is_stale
from plans.models import InitiativeWork, Milestone, PlanComment, PlanReminder, SchoolActionPlan, TitleOneBudget
from plans.models.action_plans import PlanState
from plans.models.implementation import WorkState
from plans.title_one.books import books_of
from plans.title_one.rules import findings

TURN_OF_THE_YEAR = (6, 7, 8)
MOST = 5  # named one by one; the rest is a number


def items_for(user, today):
    return [
        *own_milestones(user, today),
        *own_initiatives(user, today),
        *left_behind(user),
        *school_milestones(user, today),
        *due_plans(user, today),
        *open_comments(user),
        *unsaved(user),
        *late_schools(user, today),
        *plans_to_review(user),
        *year_to_roll_over(user, today),
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
            sentence = _("Say how initiative %(initiative)s stands: nobody has for over %(days)s days.")
            words = {"initiative": work.initiative, "days": known().status_days}
            yield Item("warn", sentence % words, url, work.update_on or work.starts_on)


def left_behind(user):
    """For central office: initiatives at work whose lead has gone, or holds no role that could carry them on."""
    if not may_district_wide(user, Can.EDIT_WORK):
        return
    here = Membership.objects.current().granting(Can.EDIT_WORK).filter(user__is_active=True).values("user")
    alone = InitiativeWork.objects.filter(state=WorkState.UNDER_WAY, lead__isnull=False).exclude(lead__in=here)
    for work in alone.for_list()[:MOST]:
        action = work.initiative.priority_action
        sentence = _("%(person)s, who answers for initiative %(initiative)s, is not in office any more: name another.")
        words = {"person": work.lead, "initiative": work.initiative}
        yield Item("warn", sentence % words, link("plans:work-edit", action.cycle.code, work.initiative.code))


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


def due_plans(user, today):
    """What the plan of a person's own school waits for, late or within two weeks, or because central office asked."""
    if may_district_wide(user, Can.SUBMIT_ACTION_PLAN) or not may(user, Can.SUBMIT_ACTION_PLAN):
        return
    fall_year = school_years.fall_year_of(today)
    schools = list(School.objects.open_on(today).filter(pk__in=schools_where(user, Can.SUBMIT_ACTION_PLAN))[:MOST])
    frame = plan_years.frame_of(fall_year)
    plans = {plan.school_id: plan for plan in plan_years.plans_of(schools, fall_year).select_related("school")}
    reminders = {
        one.school_id: one for one in PlanReminder.objects.filter(school__in=schools, fall_year=fall_year)[::-1]
    }
    for school in schools:
        plan, reminder = plans.get(school.pk), reminders.get(school.pk)
        due = plan_years.due_of(plan, frame, has_mid_year=bool(plan and plan.has_mid_year), today=today)
        if due is None or due.step not in plan_years.REMINDABLE:
            continue
        is_asked = reminder is not None and (plan is None or reminder.at > plan.state_since)
        is_back = plan is not None and plan.state == PlanState.RETURNED
        if due.is_late or due.is_soon or is_asked or is_back:
            yield due_item(school, plan, due, reminder if is_asked else None, fall_year)


def due_item(school, plan, due, reminder, fall_year):
    url = plan.get_absolute_url() if plan else link("plans:action-plan-begin", school.code, fall_year)
    words = {"school": school, "what": due.label, "day": date_format(due.day) if due.day else ""}
    if plan is not None and plan.state == PlanState.RETURNED:
        words["what"] = _("it came back; submit it again")
    if due.day is None:
        sentence = _("Action plan of %(school)s: %(what)s.") % words
    elif due.is_late:
        sentence = _("Action plan of %(school)s: %(what)s. It was due on %(day)s.") % words
    else:
        sentence = _("Action plan of %(school)s: %(what)s. It is due on %(day)s.") % words
    if reminder:
        sentence = f"{sentence} " + _("Central office reminds you.") + (f" “{reminder.note}”" if reminder.note else "")
    is_back = plan is not None and plan.state == PlanState.RETURNED
    kind = "bad" if due.is_late else "warn" if reminder or is_back else "waiting"
    return Item(kind, sentence, url, due.day if due.is_late else plan.state_since if is_back else None)


def open_comments(user):
    """Remarks of others on plans that the person writes, still open."""
    if may_district_wide(user, Can.EDIT_ACTION_PLAN) or not may(user, Can.EDIT_ACTION_PLAN):
        return
    mine = PlanComment.objects.visible_to(user).filter(resolved_at=None)
    mine = mine.filter(plan__school__in=schools_where(user, Can.EDIT_ACTION_PLAN))
    mine = mine.exclude(by=user).exclude(plan__state=PlanState.CLOSED)
    found = mine.values("plan").annotate(total=Count("pk"), since=Min("at")).order_by("-plan")[:MOST]
    plans = SchoolActionPlan.objects.select_related("school").in_bulk([row["plan"] for row in found])
    for row in found:
        plan = plans[row["plan"]]
        sentence = ngettext(
            "%(total)s comment on “%(plan)s” is open.", "%(total)s comments on “%(plan)s” are open.", row["total"]
        )
        yield Item("waiting", sentence % {"total": row["total"], "plan": plan}, plan.get_absolute_url(), row["since"])


def unsaved(user):
    """What the person typed and has not saved."""
    for draft in FormDraft.objects.filter(user=user)[:MOST]:
        sentence = _("You have not saved what you typed: %(page)s.") % {"page": draft.title or draft.path}
        yield Item("warn", sentence, draft.path, draft.kept_at)


def late_schools(user, today):
    """For central office: how many schools are late with what is due for their plan."""
    if not may_district_wide(user, Can.REVIEW_ACTION_PLAN):
        return
    fall_year = school_years.fall_year_of(today)
    frame = plan_years.frame_of(fall_year)
    if not any(day and day < today for day in (frame.submit_by, frame.mid_year_by, frame.reflect_by)):
        return
    late = plan_years.late_total(fall_year, today)
    if late:
        sentence = ngettext(
            "%(total)s school is late with its action plan.", "%(total)s schools are late with their action plan.", late
        )
        yield Item("warn", sentence % {"total": late}, link("plans:action-plan-list", year=fall_year, state="is_late"))


def year_to_roll_over(user, today):
    """Around the turn of the school year: what becomes of what is still open, until somebody has answered."""
    if today.month not in TURN_OF_THE_YEAR or not may_district_wide(user, Can.EDIT_WORK):
        return
    fall_year = today.year
    if roll_over.last_of(fall_year) is None and (steps := roll_over.open_milestones(fall_year)):
        sentence = ngettext(
            "%(total)s milestone is open from before %(year)s: carry it, close it or drop it.",
            "%(total)s milestones are open from before %(year)s: carry, close or drop them.",
            len(steps),
        )
        words = {"total": len(steps), "year": school_years.label(fall_year)}
        yield Item("waiting", sentence % words, link("plans:roll-over", fall_year))


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
