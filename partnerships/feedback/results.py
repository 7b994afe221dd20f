"""What families said after an event, as it may be told: never while they can still answer, and never of a few.

Told are the number of forms and one mean of all answers; and of each question its answers and mean, but only if every
question passes the gate, for one that is held back could be worked out from the others and the mean of all.
"""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from district.models import SchoolYear
from indicators.tasks import ring
from partnerships.evaluations.refusals import NotPossible
from partnerships.models import Activity, ActivityFeedback
from partnerships.models.feedback import HIGHEST
from partnerships.surveys import gate
from partnerships.surveys.enough import shown_from
from partnerships.surveys.instruments import texts_of

LOWEST = 1
CENTS = Decimal("0.01")


@dataclass(frozen=True)
class Told:
    """Of one question, or of all together: its text, how many answered, the mean from 1 to 5."""

    text: str
    answered: int
    mean: Decimal


@dataclass(frozen=True)
class Result:
    """`forms` that came, and the mean of all answers; `questions` is empty where they may not be told apart."""

    forms: int
    mean: Decimal
    questions: list


def result_of(feedback, today=None):
    """The Result, or None: families can still answer, too few did, or all said the same extreme. Four queries."""
    if not feedback.is_over(today):
        return None
    forms, table = counted(feedback)
    thresholds = gate.Thresholds(answers=shown_from())
    whole = gate.together(table.values()) if table else (0, 0)
    if forms < thresholds.answers or not passes(whole, thresholds):
        return None
    apart = all(passes(counts, thresholds) for counts in table.values())
    texts = texts_of(feedback.version, get_language()) if apart else {}
    items = feedback.version.items.all() if apart else []
    told = [Told(texts.get(item.text_key, item.code), table[item][0], mean(table[item])) for item in items]
    return Result(forms, mean(whole), told)


def counted(feedback):
    """(forms, {item: (answers, sum of the values)}) with every item; where agreeing is unfavorable, the other way."""
    forms, sums = 0, defaultdict(lambda: (0, 0))
    for count in feedback.counts.select_related("item"):
        if count.item is None:
            forms += count.total
            continue
        value = LOWEST + HIGHEST - count.value if count.item.is_reversed else count.value
        answered, total = sums[count.item]
        sums[count.item] = answered + count.total, total + value * count.total
    return forms, {item: sums[item] for item in feedback.version.items.all()}


def passes(counts, thresholds):
    return bool(gate.judge_means({0: counts}, LOWEST, HIGHEST, thresholds).whole)


def mean(counts):
    answered, total = counts
    return (Decimal(total) / answered).quantize(CENTS)


def forms_of(feedback):
    """How many forms came, in the rows that count them; to be told only in the words of `surveys.enough`."""
    return feedback.counts.filter(item=None).values_list("total", flat=True)


# ---------------------------------------------------------------------- into the activity


def is_typed(activity):
    """Whether somebody has typed counts of feedback by hand."""
    return activity.feedback_total is not None or activity.feedback_mean is not None


def is_in(result, activity):
    """Whether the activity bears what families said here."""
    return (activity.feedback_total, activity.feedback_mean) == (result.forms, result.mean)


def is_of_closed_year(activity):
    """What counts in a closed year changes only with a correction note, which no task can write."""
    year = SchoolYear.objects.holding(activity.held_on)
    return year is not None and year.is_locked


def settle_due(today):
    """Close what is over for good, and give each activity what its families said; how many were closed.

    Where somebody typed counts by hand, or the school year is closed by now, the counts stay as they are.
    """
    due = ActivityFeedback.objects.over(today).filter(settled_on=None).values_list("pk", flat=True)
    return sum(settle(pk, today) for pk in list(due))


@transaction.atomic
def settle(pk, today):
    rows = ActivityFeedback.objects.select_for_update(of=("self",)).filter(settled_on=None)
    feedback = rows.over(today).select_related("activity", "version").filter(pk=pk).first()
    if feedback is None:
        return False
    result = result_of(feedback, today)
    feedback.settled_on = today
    feedback.save()
    if result is not None and not is_of_closed_year(feedback.activity):
        untouched = Activity.objects.filter(pk=feedback.activity_id, feedback_total=None, feedback_mean=None)
        write(untouched, result)
    return True


@transaction.atomic
def replace_typed(feedback):
    """Let what families said here hold instead of what was typed by hand. Raises NotPossible where nothing is shown."""
    result = result_of(feedback)
    if result is None:
        raise NotPossible(_("Nothing can be shown of these answers."))
    if is_of_closed_year(feedback.activity):
        raise NotPossible(_("This school year is closed: the counts stay. Correct the activity with a note instead."))
    write(Activity.objects.kept().filter(pk=feedback.activity_id), result)


def write(activities, result):
    activities.update(
        feedback_total=result.forms,
        feedback_mean=result.mean,
        version=F("version") + 1,
        changed_at=timezone.now(),
    )
    ring()
