"""The five classes of the heat table: how far a school's figure is from what it is held against.

Class 1 is the lightest and 5 the darkest: the darker, the further there is to go. Distances are percentage points; of
counts, events for each hundred students, since a count falls when enrollment falls (facts 2.3). The limits are the
portal's own yardstick and are printed beside the table; the plan sets none.
"""

from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from django.db import models
from django.utils.translation import gettext_lazy as _

from indicators.models.reference import Direction
from indicators.models.values import Shown

LEAST_FOR_A_MIDDLE = 5  # schools with an exact figure: the middle of fewer says more of the others than of the school
WHOLE = Decimal(100)


class Basis(models.TextChoices):
    """What the figures are held against."""

    TARGET = "target", _("the target of the plan")
    DISTRICT = "district", _("the figure of the district")
    SPAN = "span", _("the middle of schools with the same grades")


@dataclass(frozen=True)
class Level:
    """One class. `up_to`: the distance at which the next one begins; None for the last."""

    number: int
    label: str
    limits: str
    up_to: Decimal | None


TO_TARGET = (
    Level(1, _("Target met"), _("the target is met"), None),
    Level(2, _("Near"), _("less than 5 points short"), Decimal(5)),
    Level(3, _("On the way"), _("5 to less than 15 points short"), Decimal(15)),
    Level(4, _("Far"), _("15 to less than 30 points short"), Decimal(30)),
    Level(5, _("Very far"), _("30 points short or more"), None),
)
TO_REFERENCE = (
    Level(1, _("Clearly better"), _("better by 10 points or more"), Decimal(-10)),
    Level(2, _("Better"), _("better by more than 2 and less than 10 points"), Decimal(-2)),
    Level(3, _("About the same"), _("within 2 points"), Decimal(2)),
    Level(4, _("Less good"), _("less good by more than 2 and less than 10 points"), Decimal(10)),
    Level(5, _("Clearly less good"), _("less good by 10 points or more"), None),
)
LEVELS = {Basis.TARGET: TO_TARGET, Basis.DISTRICT: TO_REFERENCE, Basis.SPAN: TO_REFERENCE}


def shortfall(value, reference, direction):
    """How far a value lies on the wrong side of a reference; below zero where it lies on the right side."""
    return reference - value if direction == Direction.HIGHER else value - reference


def level_to_target(value, target):
    """The class of a value against a target; what misses it by nothing (less than 10 is not 10) is close."""
    if target.is_met_by(value):
        return TO_TARGET[0]
    short = shortfall(value, target.target_value, target.indicator.direction)
    return next(one for one in TO_TARGET[1:] if one.up_to is None or short < one.up_to)


def level_to_reference(value, reference, direction):
    """The class of a value against the figure of others. Two points either way are about the same."""
    short = shortfall(value, reference, direction)
    best, better, same, worse, worst = TO_REFERENCE
    if short <= best.up_to:
        return best
    if short < better.up_to:
        return better
    if short <= same.up_to:
        return same
    return worse if short < worse.up_to else worst


def level_of(ends, judge):
    """The class of a figure whose value lies between `ends`: only where both ends have the same, else None."""
    low, high = ends
    level = judge(low)
    return level if low == high or judge(high) == level else None


def ends_of(figure):
    """The bounds between which a published figure lies, both the value itself where it is exact; None under a mark."""
    if figure.is_exact:
        return figure.value, figure.value
    if figure.shown == Shown.BAND_LOW:
        return Decimal(0), figure.value
    if figure.shown == Shown.BAND_HIGH:
        return figure.value, WHOLE
    return None


def middle(values):
    """The median of what schools with the same grades show; None where too few show an exact figure."""
    return median(values) if len(values) >= LEAST_FOR_A_MIDDLE else None
