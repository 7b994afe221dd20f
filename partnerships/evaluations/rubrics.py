"""Versions of what is asked: written as a draft, taken into use, and from then on unchanged."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.evaluations.refusals import NotPossible
from partnerships.models import EvaluationCriterion, EvaluationRubric
from partnerships.models.evaluations import MOST_CRITERIA, RubricState

COPIED = [
    field.name for field in EvaluationCriterion._meta.concrete_fields if field.name not in ("id", "rubric")
]  # fmt: skip


def in_use():
    """The version that new evaluations take; None before the first one is loaded."""
    return EvaluationRubric.objects.filter(state=RubricState.IN_USE).first()


@transaction.atomic
def begin(source):
    """A draft that begins as a copy of `source`; the draft that is there already, if there is one."""
    draft = EvaluationRubric.objects.filter(state=RubricState.DRAFT).first()
    if draft:
        return draft
    highest = EvaluationRubric.objects.aggregate(number=Max("number"))["number"]
    draft = EvaluationRubric.objects.create(number=highest + 1)
    EvaluationCriterion.objects.bulk_create(
        EvaluationCriterion(rubric=draft, **{name: getattr(one, name) for name in COPIED})
        for one in source.criteria.all()
    )
    return draft


@transaction.atomic
def take_into_use(draft):
    """From now on new evaluations ask by this version; the one before is retired. Raises NotPossible, in words."""
    locked = EvaluationRubric.objects.select_for_update().get(pk=draft.pk)
    if not locked.is_draft:
        raise NotPossible(_("This version is in use already."))
    criteria = list(locked.criteria.all())
    if not criteria:
        raise NotPossible(_("A version asks about at least one criterion."))
    EvaluationRubric.objects.filter(state=RubricState.IN_USE).update(state=RubricState.RETIRED)
    locked.state, locked.in_use_since = RubricState.IN_USE, timezone.localdate()
    locked.save()
    return locked


def new_criterion(draft):
    """An empty criterion at the end of a draft, with a code of its own. Raises NotPossible where there are enough."""
    total = draft.criteria.count()
    if total >= MOST_CRITERIA:
        raise NotPossible(_("A version asks about no more than %(most)s criteria.") % {"most": MOST_CRITERIA})
    taken = set(EvaluationCriterion.objects.values_list("code", flat=True))
    number = next(number for number in range(1, len(taken) + 2) if f"own-{number}" not in taken)
    return EvaluationCriterion(rubric=draft, code=f"own-{number}", position=total + 1)
