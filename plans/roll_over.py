"""Into a new school year: for each open milestone carry, close or drop with a reason; budget lines and the days of the
action plans come along; what was done can be undone (features, rows 12 and 106)."""

from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from district import school_years
from district.year_frames import Frames
from plans import implementation
from plans.models import BudgetLine, InitiativeWork, Milestone, PlanYear, RollOver
from plans.models.plan_years import DAYS

FRAMES = Frames(PlanYear, DAYS)  # the days and guidance of the school action plans, a year later
CARRY, CLOSE, DROP, LEAVE = "carry", "close", "drop", "leave"


class Overtaken(Exception):
    """Somebody has changed what would be undone; the text says what, in words for the page."""


@dataclass
class Answer:
    """What becomes of one open milestone. `due_on` for carry, `reason` for drop."""

    act: str
    due_on: date | None = None
    reason: str = ""


@dataclass
class Wanted:
    """The person's answers: {milestone id: Answer}, ids of budget lines to repeat, whether the frame comes along."""

    milestones: dict = field(default_factory=dict)
    budget: list = field(default_factory=list)
    frame: bool = False


def open_milestones(to_fall_year):
    """Milestones in force that are due before the new year and not done; each school's own ones count as open."""
    works = list(InitiativeWork.objects.for_list())
    first_day = school_years.first_day(to_fall_year)
    steps = implementation.steps_of_all(works)
    return [
        step
        for work in works
        for step in steps[work.pk]
        if step.standing not in (implementation.DONE, implementation.DROPPED) and step.milestone.due_on < first_day
    ]


def budget_lines(to_fall_year):
    """Last year's lines that have no line of the same name in the new year."""
    lines = BudgetLine.objects.filter(fall_year=to_fall_year - 1).select_related("work__initiative")
    there = set(BudgetLine.objects.filter(fall_year=to_fall_year).values_list("work", "label"))
    return [line for line in lines.order_by("work__initiative__code", "pk") if (line.work_id, line.label) not in there]


def frame_to_copy(to_fall_year):
    """Last year's days and guidance for the action plans, where the new year has none; else None."""
    return next(iter(FRAMES.to_copy(to_fall_year)), None)


@transaction.atomic
def roll_over(wanted, to_fall_year, *, by):
    """Do what was answered, all or nothing, and keep what is needed to undo it. Milestones done meanwhile stay done."""
    done = {"carried": [], "dropped": [], "closed": [], "budget": [], "plan_year": None}
    locked = Milestone.objects.select_for_update().in_bulk(list(wanted.milestones))
    still_open = {step.milestone.pk for step in open_milestones(to_fall_year)}
    for pk, answer in wanted.milestones.items():
        if pk in still_open:
            _answer_for(locked[pk], answer, done, by)
    for line in BudgetLine.objects.filter(pk__in=wanted.budget, fall_year=to_fall_year - 1):
        repeated = BudgetLine.objects.create(
            work=line.work, fall_year=to_fall_year, label=line.label, amount=line.amount, source=line.source
        )
        done["budget"].append(repeated.pk)
    if wanted.frame and (frame := frame_to_copy(to_fall_year)):
        done["plan_year"] = FRAMES.copy_of(frame, to_fall_year).pk
    return RollOver.objects.create(to_fall_year=to_fall_year, done=done, by=by)


def _answer_for(milestone, answer, done, by):
    if answer.act == CARRY:
        done["carried"].append([milestone.pk, milestone.due_on.isoformat(), answer.due_on.isoformat()])
        milestone.due_on = answer.due_on
        milestone.save()
    elif answer.act == DROP:
        if implementation.drop(milestone=milestone, reason=answer.reason):
            done["dropped"].append(milestone.pk)
    elif answer.act == CLOSE:
        _completion, is_new = implementation.complete(milestone=milestone, by=by, done_on=timezone.localdate())
        if is_new:
            done["closed"].append(milestone.pk)


@transaction.atomic
def undo(roll_over, *, by):
    """Put back what a roll-over did. Raises Overtaken, and changes nothing, where somebody has gone on since."""
    kept = RollOver.objects.select_for_update().get(pk=roll_over.pk)
    if kept.undone_at:
        raise Overtaken(_("This is undone already."))
    done = kept.done
    milestones = Milestone.objects.select_for_update().in_bulk(
        [*(pk for pk, _old, _new in done["carried"]), *done["dropped"], *done["closed"]]
    )
    for pk, old, new in done["carried"]:
        milestone = milestones.get(pk)
        if milestone is None or milestone.dropped_on or milestone.due_on.isoformat() != new:
            raise Overtaken(_("The milestone “%(milestone)s” was changed since.") % {"milestone": milestone or pk})
        milestone.due_on = date.fromisoformat(old)
        milestone.save()
    Milestone.objects.filter(pk__in=done["dropped"]).update(dropped_on=None, dropped_reason="")
    for pk in done["closed"]:
        if pk in milestones:
            implementation.reopen(milestone=milestones[pk])
    BudgetLine.objects.filter(pk__in=done["budget"]).delete()
    if done["plan_year"]:
        PlanYear.objects.filter(pk=done["plan_year"]).delete()
    kept.undone_at, kept.undone_by = timezone.now(), by
    kept.save()
    return kept


def last_of(to_fall_year):
    """The newest roll-over into a year that stands, or None."""
    return RollOver.objects.filter(to_fall_year=to_fall_year, undone_at=None).select_related("by").first()
