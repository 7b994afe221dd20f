"""School action plans: their passages, what is missing, the way from draft to approval, and how two versions differ."""

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district import school_years
from district.access import Can
from district.word_difference import word_pieces
from indicators.tasks import ring
from plans import notices
from plans.models import PlanVersion, SchoolActionPlan
from plans.models.action_plans import PlanState, Service, StepState

STATE_KINDS = {
    PlanState.DRAFT: "active",
    PlanState.SUBMITTED: "waiting",
    PlanState.RETURNED: "warn",
    PlanState.APPROVED: "good",
    PlanState.CLOSED: "neutral",
}
WAITS_FOR = {
    PlanState.DRAFT: gettext_lazy("The school"),
    PlanState.SUBMITTED: gettext_lazy("Central office"),
    PlanState.RETURNED: gettext_lazy("The school"),
    PlanState.APPROVED: "",
    PlanState.CLOSED: "",
}
PART_NAMES = {
    "needs": gettext_lazy("What the school's own figures say"),
    "voice": gettext_lazy("Family voice"),
    "services": gettext_lazy("Services asked of central office"),
    "advice": gettext_lazy("The council's advice"),
}


@dataclass(frozen=True)
class Passage:
    """A part of the plan that one can comment on and compare: a stable key, its name, its text."""

    key: str
    label: str
    text: str


def passages(plan):
    """The whole text of a plan, part by part, in the order of the page. Three queries."""
    found = [("needs", plan.needs), ("voice", voice_text(plan))]
    for goal in plan.goals.select_related("indicator").prefetch_related("steps", "initiatives"):
        found.append((f"goal-{goal.pk}", goal_text(goal)))
        found += [(f"step-{step.pk}", step_text(step)) for step in goal.steps.all()]
    found += [("services", services_text(plan)), ("advice", advice_text(plan))]
    return named(found)


def frozen_passages(version):
    """The passages of a version as they were frozen, under their names in the reader's language."""
    return named((key, text) for key, _label, text in version.text)


def frozen_language_note():
    """What readers in another language are told above a frozen text; empty for the language it is frozen in."""
    if translation.get_language() == settings.LANGUAGE_CODE:
        return ""
    return _("The text stands as it was frozen; what the portal itself says in it is in English.")


def named(parts):
    """[(key, text)] as `Passage`s: goals are numbered in their order, and steps belong to the goal before them."""
    found, number = [], 0
    for key, text in parts:
        number += key.startswith("goal-")
        found.append(Passage(key, passage_name(key, number), text))
    return found


def passage_name(key, number):
    if key.startswith("goal-"):
        return _("Goal %(number)s") % {"number": number}
    if key.startswith("step-"):
        return _("Goal %(number)s, step") % {"number": number}
    return str(PART_NAMES.get(key, key))


def voice_text(plan):
    heard = [
        (_("Families heard: %(total)s"), plan.voice_families_total),
        (_("Students heard: %(total)s"), plan.voice_students_total),
        (_("Staff heard: %(total)s"), plan.voice_staff_total),
    ]
    lines = [plan.voice, *(words % {"total": total} for words, total in heard if total is not None)]
    return "\n".join(line for line in lines if line)


def goal_text(goal):
    lines = [goal.statement, _("Equity indicator: %(indicator)s") % {"indicator": goal.indicator}]
    if goal.target_value is not None:
        lines.append(_("Target of the school: %(value)s") % {"value": f"{goal.target_value.normalize():f}"})
    if goal.strategy:
        lines.append(_("How: %(strategy)s") % {"strategy": goal.strategy})
    lines += [_("Initiative: %(initiative)s") % {"initiative": one} for one in goal.initiatives.all()]
    return "\n".join(lines)


def step_text(step):
    words = {"what": step.what, "who": step.who, "day": date_format(step.due_on)}
    lines = [_("%(what)s (%(who)s, until %(day)s)") % words, step.resources]
    return "\n".join(line for line in lines if line)


def services_text(plan):
    lines = [str(Service(code).label) for code in plan.services if code in Service.values]
    return "\n".join([*lines, *([plan.services_note] if plan.services_note else [])])


def advice_text(plan):
    if plan.no_advice_reason:
        return _("No advice: %(reason)s") % {"reason": plan.no_advice_reason}
    if not plan.advice:
        return ""
    lines = [_("Meeting of %(day)s") % {"day": date_format(plan.advice_on)}, plan.advice]
    if plan.answer:
        lines.append(_("What the school does about it: %(answer)s") % {"answer": plan.answer})
    return "\n".join(lines)


def advice_from(plan):
    """Where the council decided its advice: (words, address, dissent). The app that keeps councils says so
    (`settings.PLAN_ADVICE`); plans know of none."""
    return import_string(settings.PLAN_ADVICE)(plan)


# ---------------------------------------------------------------------- what stands in the way


def missing(plan):
    """What keeps a plan from being submitted, in words, each with the passage it belongs to (design 6)."""
    goals = list(plan.goals.prefetch_related("steps"))
    found = []
    if not goals:
        found.append((_("The plan needs at least one goal that is tied to an equity indicator."), "goals"))
    for goal in goals:
        if not goal.steps.all():
            words = _("The goal “%(goal)s” needs at least one step with somebody who does it and a day.")
            found.append((words % {"goal": goal}, f"goal-{goal.pk}"))
    if not plan.advice and not plan.no_advice_reason:
        found.append((_("Record the council's advice, or say why there is none."), "advice"))
    return found


def open_demands(plan):
    return plan.comments.filter(must_fix=True, resolved_at=None)


# ---------------------------------------------------------------------- the way of a plan


@dataclass(frozen=True)
class Move:
    """One step on the way: from which states, to which, who may, what its button says and what follows from it."""

    name: str
    label: str
    follows: str
    from_states: tuple
    to_state: str
    permission: Can


DRAFT, SUBMITTED, RETURNED, APPROVED, CLOSED = PlanState
MOVES = {
    move.name: move
    for move in (
        Move(
            "submit",
            gettext_lazy("Submit the plan"),
            gettext_lazy(
                "Central office gets it, and approves it or returns it. "
                "Until then its text stays as it is now, unless the school takes it back."
            ),
            (DRAFT, RETURNED),
            SUBMITTED,
            Can.SUBMIT_ACTION_PLAN,
        ),
        Move(
            "withdraw",
            gettext_lazy("Take it back"),
            gettext_lazy("It is a draft again, and central office no longer waits to read it."),
            (SUBMITTED,),
            DRAFT,
            Can.SUBMIT_ACTION_PLAN,
        ),
        Move(
            "approve",
            gettext_lazy("Approve it"),
            gettext_lazy("The text as it reads now becomes the version in force. The school is told."),
            (SUBMITTED,),
            APPROVED,
            Can.REVIEW_ACTION_PLAN,
        ),
        Move(
            "return",
            gettext_lazy("Return it"),
            gettext_lazy("The school can change its text again and submit it anew. It is told, with your sentence."),
            (SUBMITTED,),
            RETURNED,
            Can.REVIEW_ACTION_PLAN,
        ),
        Move(
            "close",
            gettext_lazy("Close the year"),
            gettext_lazy("The plan stays readable. Its steps can no longer be changed."),
            (APPROVED,),
            CLOSED,
            Can.SUBMIT_ACTION_PLAN,
        ),
        Move(
            "change",
            gettext_lazy("Change the approved plan"),
            gettext_lazy(
                "It is a draft again, to be submitted and approved anew. "
                "Until then the approved version stays in force."
            ),
            (APPROVED,),
            DRAFT,
            Can.SUBMIT_ACTION_PLAN,
        ),
    )
}
FROZEN = {
    "submit": PlanVersion.Kind.SUBMITTED,
    "return": PlanVersion.Kind.RETURNED,
    "approve": PlanVersion.Kind.APPROVED,
}


class NotPossible(Exception):
    """A move that the plan does not allow now; its text says why, in words for the page."""


@transaction.atomic
def move(name, *, plan, by, note=""):
    """Take a plan one step on its way and freeze its text where that counts. Raises NotPossible, in words.

    Who may is asked before; the state is asked here, with the row locked, so that two people cannot both be first.
    """
    step = MOVES[name]
    locked = SchoolActionPlan.objects.select_for_update(of=("self",)).select_related("school").get(pk=plan.pk)
    if locked.state not in step.from_states:
        raise NotPossible(
            _("Somebody else was faster: this plan is now “%(state)s”.") % {"state": locked.get_state_display()}
        )
    refuse_where_something_is_missing(name, locked, note)
    waited = (timezone.now() - locked.state_since).days if locked.state == PlanState.SUBMITTED else None
    locked.state, locked.state_since = step.to_state, timezone.now()
    locked.save()
    if name in FROZEN:
        version = freeze(locked, FROZEN[name], by, note, days_waited=waited)
        ring()
        notices.plan_moved(name, plan=locked, by=by, note=note, number=version.number)
    return locked


def refuse_where_something_is_missing(name, plan, note):
    if name == "submit" and (found := missing(plan)):
        raise NotPossible(" ".join(words for words, _passage in found))
    if name == "return" and not note:
        raise NotPossible(_("Say in a sentence why the plan is returned."))
    if name == "approve" and open_demands(plan).exists():
        raise NotPossible(_("A comment that must be met is still open."))
    if name == "close" and not plan.reflection:
        raise NotPossible(_("Write first what worked and what did not."))


def freeze(plan, kind, by, note="", days_waited=None):
    """Keep the text as it reads now; in one language always, or two versions would differ by the reader's language."""
    newest = plan.versions.aggregate(newest=Max("number"))["newest"] or 0
    with translation.override(settings.LANGUAGE_CODE):
        text = [[passage.key, passage.label, passage.text] for passage in passages(plan)]
    return PlanVersion.objects.create(
        plan=plan,
        school=plan.school,
        number=newest + 1,
        kind=kind,
        text=text,
        note=note,
        frozen_by=by,
        days_waited=days_waited,
    )


def in_force(plan):
    """The version that was approved last; None before that."""
    return plan.versions.filter(kind=PlanVersion.Kind.APPROVED).first()


# ---------------------------------------------------------------------- how two versions differ


@dataclass(frozen=True)
class Difference:
    """One passage in two versions: pieces of ("same" | "gone" | "new", text)."""

    label: str
    pieces: list

    @property
    def is_changed(self):
        return any(kind != "same" for kind, _text in self.pieces)


def differences(before, after):
    """Two versions passage by passage, word by word; passages in the order of the later one, lost ones last."""
    old, new = ({one.key: one for one in frozen_passages(version)} for version in (before, after))
    both = old | new
    keys = [*new, *(key for key in old if key not in new)]
    empty = Passage("", "", "")
    return [
        Difference(both[key].label, word_pieces(old.get(key, empty).text, new.get(key, empty).text)) for key in keys
    ]


# ---------------------------------------------------------------------- beginning, and last year's plan


@transaction.atomic
def begin(*, school, fall_year, by, copy_from=None, goals=None, steps=None):
    """A new plan, blank or with goals and unfinished steps of another one; or the plan that is there already.

    `goals` and `steps` are the ids (as texts) of what is carried over; None carries all. Returns (plan, is new). Days
    of copied steps move by whole years; progress, advice and comments are not copied.
    """
    plan, is_new = SchoolActionPlan.objects.get_or_create(school=school, fall_year=fall_year, defaults={"begun_by": by})
    if is_new and copy_from:
        for goal in copy_from.goals.prefetch_related("steps", "initiatives"):
            if goals is not None and str(goal.pk) not in goals:
                continue
            copied = plan.goals.create(
                indicator=goal.indicator,
                statement=goal.statement,
                target_value=goal.target_value,
                strategy=goal.strategy,
            )
            copied.initiatives.set(goal.initiatives.all())
            for step in goal.steps.all():
                if step.state != StepState.DONE and (steps is None or str(step.pk) in steps):
                    copied.steps.create(
                        what=step.what,
                        who=step.who,
                        due_on=school_years.years_later(step.due_on, fall_year - copy_from.fall_year),
                        resources=step.resources,
                        grows_families=step.grows_families,
                        grows_staff=step.grows_staff,
                    )
    return plan, is_new
