"""The arithmetic of targets: a reduction by a share, a gap closed by a share. Pure: numbers in, numbers out.

The result is rounded as targets are written: percents to one decimal, counts to whole numbers. A reduced count is
rounded down: "90 % fewer than 4,835" is 483.5, hence at most 483 (facts 2.1).
"""

from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from django.db import models
from django.utils.translation import gettext_lazy

from indicators.models.reference import Direction, GapTo, TargetRule, Unit

TENTH, WHOLE = Decimal("0.1"), Decimal(1)
HUNDRED = Decimal(100)


def rounded(value, unit):
    """At least zero, and a share at most 100."""
    if unit == Unit.COUNT:
        return max(value.quantize(WHOLE, ROUND_HALF_UP), Decimal(0))
    return min(max(value.quantize(TENTH, ROUND_HALF_UP), Decimal(0)), HUNDRED)


def reduced(baseline, share, unit):
    """`baseline` less `share` percent of itself."""
    exact = baseline * (HUNDRED - share) / HUNDRED
    return exact.quantize(WHOLE, ROUND_FLOOR) if unit == Unit.COUNT else rounded(exact, unit)


def gap_closed(baseline, end, share, unit):
    """From `baseline` `share` percent of the way to `end`."""
    return rounded(baseline + (end - baseline) * share / HUNDRED, unit)


def is_behind(value, end, direction):
    """Whether there is a gap to close at all, in the indicator's good direction."""
    return value < end if direction == Direction.HIGHER else value > end


class Way(models.TextChoices):
    """How the targets of many schools are worked out at once."""

    SAME = "SAME", gettext_lazy("The same number for every school")
    POINTS = "POINTS", gettext_lazy("So many points (or cases) better than now")
    REDUCTION = "REDUCTION", gettext_lazy("Less than now by so many percent")
    GAP = "GAP", gettext_lazy("So many percent of the gap to the district's target closed")


def step(way, amount, *, indicator, now, goal):
    """The target of one school by a way: (value, fields that keep the rule with it); None where it cannot be worked
    out, because nothing exact is published or the school stands better already.

    `now`: its newest published figure or None; `goal`: the district's target as a number, or None.
    """
    if way == Way.SAME:
        return rounded(amount, indicator.unit), {}
    exact = now.exact if now else None
    if exact is None:
        return None
    if way == Way.POINTS:
        sign = 1 if indicator.direction == Direction.HIGHER else -1
        return rounded(exact + sign * amount, indicator.unit), {}
    if way == Way.REDUCTION:
        value = reduced(exact, amount, indicator.unit)
        return value, {"rule": TargetRule.REDUCTION, "share": amount, "baseline_value": exact}
    if goal is None or not is_behind(exact, goal, indicator.direction):
        return None
    value = gap_closed(exact, goal, amount, indicator.unit)
    kept = {"rule": TargetRule.GAP, "share": amount, "baseline_value": exact}
    return value, {**kept, "gap_to": GapTo.GOAL, "gap_to_value": goal}
