"""What a board packet says of the plan: the Priority Actions with their initiatives, and the schools' action plans."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district import names, school_years
from district.printing.blocks import heading, note, soft, status, table, unbroken
from indicators.packets.composition import by_state
from indicators.packets.sections import Section
from plans import implementation
from plans.action_plans import STATE_KINDS
from plans.models import PlanCycle, PriorityAction, SchoolActionPlan, StatusUpdate
from plans.models.action_plans import PlanState
from plans.plan_years import late_total


def plan(packet):
    """Each initiative: milestones in numbers, and the last that was said of it by the end of the school year."""
    cycle = PlanCycle.objects.filter(first_fall_year__lte=packet.fall_year).first()
    blocks = []
    for action in PriorityAction.objects.filter(cycle=cycle).select_related("cycle").order_by("code"):
        lines, _order = implementation.lines_of(action)
        called = f"{names.name('action')} {action.code}"
        blocks += [
            heading(f"{called}: {action.title}", 2),
            table(
                _("%(action)s: how its initiatives stand") % {"action": called},
                [_("Initiative"), _("Milestones"), _("What was said last")],
                [initiative_row(line, said) for line, said in with_updates(lines, packet.fall_year)],
                [3, 2.4, 4.6],
            ),
        ]
    if not blocks:
        return []
    standing = note(_("Milestones stand as on the day on which this packet was made."))
    return [heading(_("What the district promised, and what was done")), standing, *blocks]


def with_updates(lines, fall_year):
    works = [line.work for line in lines]
    said = StatusUpdate.objects.filter(work__in=works, on__lte=school_years.last_day(fall_year))
    newest = said.order_by("work_id", "-on", "-pk").distinct("work_id").select_related("by")
    by_work = {one.work_id: one for one in newest}
    return [(line, by_work.get(line.work.pk)) for line in lines]


def initiative_row(line, said):
    standing = status(str(line.work.get_state_display()), line.state_kind)
    if said is None:
        return [[str(line.work.initiative), standing], line.public_words, soft(_("Nothing yet."))]
    on = unbroken(date_format(said.on, "SHORT_DATE_FORMAT"))
    families = _("What families said: %(words)s") % {"words": said.families_said} if said.families_said else ""
    return [
        [str(line.work.initiative), standing],
        line.public_words,
        [said.happened, families, soft(f"{on}, {said.by}, {said.get_rating_display()}")],
    ]


def action_plans(packet):
    """How many schools have an approved plan, and where each plan stands."""
    plans = {one.school_id: one for one in SchoolActionPlan.objects.in_year(packet.fall_year)}
    if not plans:
        return []
    words = {"year": school_years.label(packet.fall_year)}
    begun = {school_id: one.state for school_id, one in plans.items()}
    counts = by_state(PlanState, STATE_KINDS, [begun.get(school.pk) for school in packet.open_schools])
    listed = packet.listed_schools
    rows = [[school.name, state_of(plans.get(school.pk)), since_of(plans.get(school.pk))] for school in listed]
    late = late_total(packet.fall_year, packet.today)
    return [
        heading(_("School action plans for %(year)s") % words),
        table(_("Plans by where they stand"), [_("Where it stands"), _("Schools")], counts, [4, 1], numbers=[1]),
        *([note(_("Schools late with what is due next: %(total)s.") % {"total": late})] if late else []),
        *packet.by_school(
            table(_("The plan of each school"), [_("School"), _("Where it stands"), _("Since")], rows, [4, 3, 2])
        ),
    ]


def state_of(plan):
    return status(str(plan.get_state_display()), STATE_KINDS[plan.state]) if plan else soft(_("Not begun"))


def since_of(plan):
    return unbroken(date_format(timezone.localtime(plan.state_since), "SHORT_DATE_FORMAT")) if plan else ""


PLAN = Section(
    "plan",
    gettext_lazy("The plan"),
    gettext_lazy("Three Priority Actions, thirteen initiatives: milestones done and what was said last."),
    plan,
)
ACTION_PLANS = Section(
    "action-plans",
    gettext_lazy("School action plans"),
    gettext_lazy("Where the plan of each school stands."),
    action_plans,
)
