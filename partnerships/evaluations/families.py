"""What families say of a partnership: counted and forgotten, and shown from enough answers on.

Families answer on the page behind a short address, as with surveys (decision 019). Of each criterion pages and files
show how many families answered and the middle answer, from as many answers as surveys ask for and the district's own
smallest count; never how many gave which answer, so nothing can be subtracted. Before the evaluation is shared nothing
is shown at all.
"""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.models import Evaluation, EvaluationSide, FamilyCount
from partnerships.surveys.answering import NotTaken, count_form
from partnerships.surveys.enough import shown_from

CANNOT_SAY = 0
ANSWERS = [
    (4, gettext_lazy("Yes")),
    (3, gettext_lazy("Mostly")),
    (2, gettext_lazy("A little")),
    (1, gettext_lazy("No")),
    (CANNOT_SAY, gettext_lazy("I cannot say")),
]


def takes_answers(side, today=None):
    return side.is_waiting and side.evaluation.due_on >= (today or timezone.localdate())


@transaction.atomic
def take(side, answers):
    """Count one form. `answers`: {criterion: value from 0 to 4}. Raises NotTaken, in words."""
    # Locked for as long as the form is counted, so that none is added while the round closes.
    side = EvaluationSide.objects.select_for_update(of=("self",)).select_related("evaluation").get(pk=side.pk)
    if not takes_answers(side):
        raise NotTaken(_("The time to answer is over. Thank you for coming."))
    count_form(FamilyCount, {"side_id": side.pk}, answers, "criterion_id")


@dataclass(frozen=True)
class Figure:
    """What may be shown: how many families answered, and the middle answer (of an even number the lower one of the two
    in the middle). Both None: too few."""

    answered: int | None = None
    middle: int | None = None


NOT_SHOWN = Figure()


def heard(evaluations):
    """{evaluation id: {criterion id: Figure}} of those that are shared and whose families were asked. Two queries."""
    least = shown_from()
    counts = {}
    rows = FamilyCount.objects.filter(
        criterion__isnull=False,
        side__submitted_on__isnull=False,
        side__evaluation__in=Evaluation.objects.shared().filter(pk__in=[one.pk for one in evaluations]),
    )
    for evaluation, criterion, value, total in rows.values_list("side__evaluation", "criterion", "value", "total"):
        counts.setdefault(evaluation, {}).setdefault(criterion, {})[value] = total
    return {
        evaluation: {criterion: figure(found, least) for criterion, found in by_criterion.items()}
        for evaluation, by_criterion in counts.items()
    }


def figure(counts, least):
    """`counts`: {value: how many}. Those who cannot say are not counted."""
    levels = sorted((value, total) for value, total in counts.items() if value != CANNOT_SAY)
    answered = sum(total for _value, total in levels)
    if answered < least:
        return NOT_SHOWN
    below = 0
    for value, total in levels:
        below += total
        if below * 2 >= answered:
            return Figure(answered, value)
    return NOT_SHOWN


def forms_of(side):
    """How many forms came, in the rows that count them; to be told only in the words of `surveys.enough`."""
    return FamilyCount.objects.filter(side=side, criterion=None).values_list("total", flat=True)
