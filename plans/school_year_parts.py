"""What a new school year means for implementation plans, school action plans and the Title I budget."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district import school_years
from district.models import SchoolYear
from district.year_passages import Becomes, Looked, YearPart
from plans import roll_over
from plans.models import SchoolActionPlan, TitleOneBudget
from plans.models.action_plans import PlanState

ROOM = gettext_lazy("The plan")


def frames(fall_year):
    copied = roll_over.FRAMES.to_copy(fall_year)
    if copied:
        says = _("The days and the guidance of the year before are taken over, the same days a year later.")
    else:
        says = _("Nothing to take over: the new year has its days, or the year before had none.")
    return Looked(len(copied), says)


def frames_held_back(kept):
    words = _("The days of the school action plans of %(year)s were changed since.")
    changed = [words % {"year": one} for one in roll_over.FRAMES.changed(kept)]
    begun = SchoolActionPlan.objects.filter(fall_year__in={int(one["fall_year"]) for one in kept}).count()
    if begun:
        changed.append(_("School action plans of that year have been begun: %(total)s.") % {"total": begun})
    return changed


def milestones(fall_year):
    found = roll_over.open_milestones(fall_year)
    in_the_way = ()
    if found:
        words = _(
            "Milestones that are due before the new year are open: for each somebody has to say what becomes of it."
        )
        in_the_way = ((words, reverse("plans:roll-over", args=[fall_year])),)
    says = _(
        "Each open milestone is carried, closed or dropped on a page of its own; money that is there again as well."
    )
    return Looked(len(found), says, in_the_way=in_the_way)


def action_plans(fall_year):
    before = SchoolActionPlan.objects.filter(fall_year=fall_year - 1).exclude(state=PlanState.CLOSED)
    per_school = dict.fromkeys(before.values_list("school", flat=True), 1)
    in_the_way = ()
    if per_school:
        words = _("School action plans of %(year)s are not closed: the look back at the year is missing.")
        address = f"{reverse('plans:action-plan-list')}?year={fall_year - 1}"
        in_the_way = ((words % {"year": school_years.label(fall_year - 1)}, address),)
    says = _("Each school begins its own plan and chooses which goals and open steps of the year before come along.")
    return Looked(len(per_school), says, per_school, in_the_way)


def budgets(fall_year):
    there = TitleOneBudget.objects.filter(school_year=SchoolYear.objects.filter(fall_year=fall_year).first()).count()
    says = _("A budget is entered when the allocation of the new year is known; the thresholds in force go on.")
    return Looked(there, says)


PARTS = [
    YearPart(
        "plans.frame",
        ROOM,
        gettext_lazy("Days and guidance of the school action plans"),
        Becomes.CARRIED,
        frames,
        roll_over.FRAMES.carry,
        frames_held_back,
        roll_over.FRAMES.take_back,
    ),
    YearPart("plans.milestones", ROOM, gettext_lazy("Open milestones of initiatives"), Becomes.BY_HAND, milestones),
    YearPart(
        "plans.action_plans",
        ROOM,
        gettext_lazy("School action plans not closed"),
        Becomes.EMPTY,
        action_plans,
        at_school=gettext_lazy("School action plan not closed"),
    ),
    YearPart("plans.title_one", ROOM, gettext_lazy("Title I engagement budgets entered"), Becomes.EMPTY, budgets),
]
