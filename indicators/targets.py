"""Interim targets: the district's own proposals on the way to an adopted target, for all students, a group or a school.

The plan sets no yearly steps; a proposal is labelled as the district's wherever it appears and never drawn as a path.
"""

from decimal import Decimal

from django.db import transaction

from indicators.models import IndicatorTarget, PublicationStamp
from indicators.models.reference import Comparator, Direction, TargetKind


def adopted(indicator):
    """The target the plan adopts for an indicator; None for context figures."""
    return indicator.targets.filter(kind=TargetKind.ADOPTED, school=None, dimension="ALL").first()


def proposals(indicator):
    return (
        indicator.targets.filter(kind=TargetKind.INTERIM)
        .select_related("school", "set_by", "indicator")
        .order_by("target_fall_year", "dimension", "group", "pk")
    )


def blank(indicator, *, by=None):
    """An unsaved proposal that is compared as the adopted target is."""
    target = adopted(indicator)
    at_least = indicator.direction == Direction.HIGHER
    return IndicatorTarget(
        indicator=indicator,
        kind=TargetKind.INTERIM,
        cycle=target.cycle if target else "",
        comparator=target.comparator if target else Comparator.AT_LEAST if at_least else Comparator.AT_MOST,
        set_by=by,
    )


def is_beyond(indicator, value):
    """Whether a value is outside what the indicator can be: a percent above 100."""
    return indicator.unit == "PERCENT" and value > Decimal(100)


@transaction.atomic
def propose(*, target):
    target.save()
    PublicationStamp.advance()


@transaction.atomic
def withdraw(*, target):
    target.delete()
    PublicationStamp.advance()
