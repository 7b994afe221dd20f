"""A council's advice on an action plan: decided by a carried motion, written into the plan, dissent kept (row 19)."""

from django.db import transaction
from django.utils.translation import gettext as _

from governance import advices
from governance.meetings import NotPossible, locked
from governance.models import Advice, CouncilAdvice
from governance.models.advices import AdviceKind
from governance.models.meeting_records import Outcome
from plans.models import SchoolActionPlan
from plans.models.action_plans import EDITABLE

LONGEST = 3000


@transaction.atomic
def give(motion, *, text, dissent, by):
    """Write what a carried motion advises into its action plan, and keep which motion it was. Raises NotPossible.

    The same step taken twice is taken once.
    """
    locked(motion.meeting)
    given = CouncilAdvice.objects.filter(motion=motion).first()
    if given:
        return given
    if motion.outcome != Outcome.CARRIED or not (motion.item and motion.item.action_plan_id):
        raise NotPossible(_("Only a carried motion on an action plan gives advice."))
    plan = (
        SchoolActionPlan.objects.select_for_update(of=("self",))
        .select_related("school")
        .get(pk=motion.item.action_plan_id)
    )
    if plan.state not in EDITABLE:
        raise NotPossible(
            _("This plan is “%(state)s”: its text cannot be changed now.") % {"state": plan.get_state_display()}
        )
    if plan.advice and (plan.advice, plan.advice_on) != (text, motion.meeting.held_on):
        raise NotPossible(_("The plan holds advice already. Read it first, and change it there if it is wrong."))
    plan.advice, plan.advice_on, plan.no_advice_reason = text, motion.meeting.held_on, ""
    plan.save()
    kept = CouncilAdvice.objects.create(plan=plan, motion=motion, text=text, dissent=dissent, by=by)
    if not Advice.objects.filter(motion=motion).exists():
        to_be_answered(kept)
    return kept


def to_be_answered(kept):
    """The same advice as one that the principal answers in writing (`governance.advices`)."""
    motion, plan = kept.motion, kept.plan
    advice = Advice(
        school=plan.school,
        fall_year=plan.fall_year,
        kind=AdviceKind.PLAN,
        text=kept.text,
        meeting=motion.meeting,
        motion=motion,
        action_plan=plan,
    )
    return advices.give(advice, by=kept.by)


def of_plan(plan):
    """The council's decisions behind a plan's advice, as (words, address, dissent); `settings.PLAN_ADVICE` names it."""
    given = CouncilAdvice.objects.filter(plan=plan).select_related("motion__meeting__council__school")
    return [
        (
            _("Decided at the council's meeting: %(meeting)s") % {"meeting": one.motion.meeting},
            f"{one.motion.meeting.get_absolute_url()}#motion-{one.motion.number}",
            one.dissent,
        )
        for one in given
    ]
