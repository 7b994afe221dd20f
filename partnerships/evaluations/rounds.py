"""The way of an evaluation: opened for several partnerships at once, handed in side by side, shared when all are in."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from district.models import School
from partnerships.evaluations import notices, rubrics
from partnerships.evaluations.refusals import NotPossible
from partnerships.models import Evaluation, EvaluationSide, Partner
from partnerships.models.evaluations import Side, new_code


@dataclass(frozen=True)
class Planned:
    """A partnership that would be evaluated; `school` None: the district as a whole. `is_there`: it is already."""

    partner: Partner
    school: School | None
    is_there: bool

    @property
    def place(self):
        return str(self.school or _("the district as a whole"))


def plan(partners, places, fall_year, *, together=None):
    """[Planned] for each partner at each place (a school, or None for the district as a whole). One query.

    `together`: {(partner id, school id)}; then only schools where they worked together.
    """
    there = set(
        Evaluation.objects.filter(fall_year=fall_year, partner__in=partners).values_list("partner_id", "school_id")
    )
    return [
        Planned(partner, place, (partner.pk, place.pk if place else None) in there)
        for partner in partners
        for place in places
        if place is None or together is None or (partner.pk, place.pk) in together
    ]


@transaction.atomic
def open_planned(planned, *, fall_year, due_on, with_families, by):
    """Open those that are not there yet, each with its sides. Raises NotPossible, in words. Returns those opened."""
    rubric = rubrics.in_use()
    if rubric is None:
        raise NotPossible(_("No version of the evaluation is in use yet."))
    today = timezone.localdate()
    asks_families = with_families and rubric.criteria.exclude(families_ask="").exists()
    rows = [
        Evaluation(
            partner=one.partner, school=one.school, fall_year=fall_year, rubric=rubric,
            opened_by=by, opened_on=today, due_on=due_on,
        )
        for one in planned
        if not one.is_there
    ]  # fmt: skip
    try:
        with transaction.atomic():
            opened = Evaluation.objects.bulk_create(rows)
    except IntegrityError:
        raise NotPossible(_("Somebody opened some of them meanwhile: look at the choice again.")) from None
    sides = []
    for one in opened:
        expected = [Side.PARTNER, Side.SCHOOL, *([Side.FAMILIES] if asks_families else [])]
        sides += [
            EvaluationSide(evaluation=one, side=side, code=new_code() if side == Side.FAMILIES else None)
            for side in expected
        ]
    EvaluationSide.objects.bulk_create(sides)
    notices.of_opening(opened, by=by)
    return opened


def can_close(evaluation):
    """Whether a round can be closed before its day: one side at least has handed in, else there is nothing to share."""
    return not evaluation.is_shared and any(one.submitted_on for one in evaluation.sides.all())


def unrated(side):
    """The criteria that a side has not answered yet (a level, or that it cannot say), in their order."""
    done = set(side.ratings.values_list("criterion_id", flat=True))
    return [one for one in side.evaluation.rubric.criteria.all() if one.pk not in done]


def locked(evaluation_id):
    return Evaluation.objects.select_for_update(of=("self",)).select_related("partner", "school").get(pk=evaluation_id)


@transaction.atomic
def hand_in(side, *, by=None):
    """Close one side for good; `by` None for who came by a mailed link. Raises NotPossible, in words."""
    evaluation = locked(side.evaluation_id)
    side = EvaluationSide.objects.select_related("evaluation__rubric").get(pk=side.pk)
    if not side.is_waiting:
        raise NotPossible(_("This side has handed in, or the round was closed."))
    if side.side != Side.FAMILIES and (missing := unrated(side)):
        raise NotPossible(_("Answer these first: %(criteria)s.") % {"criteria": ", ".join(map(str, missing))})
    side.submitted_by, side.submitted_on = by, timezone.localdate()
    side.save()
    settle(evaluation, by=by)
    return side


def settle(evaluation, *, by=None):
    """Share the evaluation if all sides are in. Families' answers end with the day; then nobody waits for them."""
    today = timezone.localdate()
    waiting = list(evaluation.sides.waiting())
    if [one.side for one in waiting] == [Side.FAMILIES] and evaluation.due_on < today:
        waiting[0].submitted_on = today
        waiting[0].save()
        waiting = []
    if waiting or evaluation.is_shared:
        return False
    evaluation.shared_on = today
    evaluation.save()
    notices.of_sharing(evaluation, by=by)
    return True


def settle_due(today):
    """Share what waited only for the families' last day. Safe to run at any time; returns how many."""
    due = Evaluation.objects.open().filter(due_on__lt=today, sides__side=Side.FAMILIES).values_list("pk", flat=True)
    shared = 0
    for key in due:
        with transaction.atomic():
            shared += settle(locked(key))
    return shared


@transaction.atomic
def close_round(evaluation, *, because, by):
    """Share what is in, without the sides that are missing: they are named, with the reason. Raises NotPossible."""
    evaluation = locked(evaluation.pk)
    if evaluation.is_shared:
        raise NotPossible(_("This evaluation is shared already."))
    sides = list(evaluation.sides.all())
    if not any(one.submitted_on for one in sides):
        raise NotPossible(_("No side has handed in: there is nothing to share."))
    for one in sides:
        if one.is_waiting:
            one.is_left_out = True
            one.save()
    evaluation.closed_by, evaluation.closed_because = by, because
    settle(evaluation, by=by)
    return evaluation


@transaction.atomic
def remove(evaluation):
    """Take back an evaluation that was opened by mistake. Raises NotPossible once a side has handed in."""
    evaluation = locked(evaluation.pk)
    if evaluation.is_shared or evaluation.sides.filter(submitted_on__isnull=False).exists():
        raise NotPossible(_("A side has handed in: close the round instead."))
    evaluation.delete()


def decide(evaluation, *, by):
    """Note who decided, and when; the form has set what and why."""
    evaluation.decided_by, evaluation.decided_on = by, timezone.localdate()
    evaluation.save()
    notices.of_decision(evaluation, by=by)
