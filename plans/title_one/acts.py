"""What is done with the money: sharing it out among schools to the cent, and taking an entry back."""

from decimal import Decimal
from fractions import Fraction
from statistics import mean

from django.db import transaction
from django.utils.translation import gettext as _

from district.models import SchoolProfile
from plans.models import SchoolAllocation, SpendingEntry, TitleOneBudget
from plans.money import CENT
from plans.title_one.books import title_one_schools


def shares(total, weights):
    """`total` dollars in parts by weight, each in whole cents, which add up to `total` exactly.

    Whoever loses most by rounding gets a cent first; among equals the earlier one. Weights are above zero.
    """
    whole = sum((Fraction(weight) for weight in weights), Fraction(0))
    if not whole:
        return []
    exact = [Fraction(total) * Fraction(weight) / whole for weight in weights]
    cents = [int(part * 100) for part in exact]
    cents_left = int(total * 100) - sum(cents)
    by_loss = sorted(range(len(cents)), key=lambda place: (cents[place] - exact[place] * 100, place))
    for place in by_loss[:cents_left]:
        cents[place] += 1
    return [Decimal(number) * CENT for number in cents]


def proposal(budget, rule, total, weight):
    """[(school, is high need, amount)]: `total` shared among the Title I schools of the year.

    A high-need school, by the tiers that the thresholds name, counts `weight` times.
    """
    schools = list(title_one_schools(budget.school_year_id).order_by("name", "code"))
    high = high_need(budget, rule, schools)
    weights = [weight if school.pk in high else Decimal(1) for school in schools]
    amounts = shares(total, weights)
    return [(school, school.pk in high, amount) for school, amount in zip(schools, amounts, strict=True)]


def high_need(budget, rule, schools):
    """Keys of those of the schools that are in a tier of high need, by the thresholds in force."""
    tiers = SchoolProfile.objects.in_year(budget.school_year_id).filter(school__in=schools)
    return {one.school_id for one in tiers if rule and one.tier in rule.high_need_tiers}


def weight_given(budget, rule):
    """How many times a high-need school counts in what is given now, to two places; 1 where that cannot be told."""
    given = dict(budget.allocations.filter(amount__gt=0).values_list("school", "amount"))
    high = high_need(budget, rule, given)
    theirs, others = ([amount for school, amount in given.items() if (school in high) == is_high] for is_high in (1, 0))
    if not (theirs and others):
        return Decimal(1)
    weight = mean(theirs) / mean(others)
    return min(max(weight.quantize(Decimal("0.01")), Decimal(1)), Decimal(10))


def newest_change(budget):
    """The number of the latest change to the schools' parts of a year: what a person has seen who shares out anew."""
    events = SchoolAllocation._meta.get_field("events").related_model
    newest = events.objects.filter(budget=budget).order_by("-pgh_id").values_list("pgh_id", flat=True).first()
    return newest or 0


@transaction.atomic
def share_out(*, budget, rule, total, weight, seen):
    """Give the Title I schools their parts of this year's reserve anew; what they keep of the year before stays.

    Schools outside the proposal lose their part of this year. Returns the number of schools, or None where somebody
    has changed a part since `seen` (`newest_change`).
    """
    TitleOneBudget.objects.select_for_update().get(pk=budget.pk)
    if newest_change(budget) != seen:
        return None
    proposed = {school.pk: amount for school, _is_high, amount in proposal(budget, rule, total, weight)}
    for one in SchoolAllocation.objects.filter(budget=budget):
        amount = proposed.pop(one.school_id, Decimal(0))
        if one.amount != amount:
            one.amount = amount
            one.save()
    SchoolAllocation.objects.bulk_create(
        SchoolAllocation(budget=budget, school_id=school, amount=amount) for school, amount in proposed.items()
    )
    return SchoolAllocation.objects.filter(budget=budget, amount__gt=0).count()


class NotPossible(Exception):
    """What the entry does not allow now; its text says why, in words for the page."""


@transaction.atomic
def reverse_entry(*, entry, on, reason, by):
    """Take an entry back by one of its own, on the day `on`. Raises NotPossible where it is taken back already."""
    first = SpendingEntry.objects.select_for_update().get(pk=entry.pk)
    if first.reverses_id or SpendingEntry.objects.filter(reverses=first).exists():
        raise NotPossible(_("This entry is reversed already, or is itself a reversal."))
    copied = ("budget", "school", "category", "what", "initiative", "milestone", "planned", "vendor", "reference")
    return SpendingEntry.objects.create(
        **{name: getattr(first, name) for name in copied},
        document=first.document,
        spent_on=on,
        amount=-first.amount,
        reverses=first,
        reason=reason,
        entered_by=by,
    )
