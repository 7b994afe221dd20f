"""The shape of an indicator in `indicators.reference`; `indicators.loading` stores it."""

from dataclasses import dataclass
from decimal import Decimal

from district.models.schools import Grade
from district.reference_text import Text
from indicators.models.reference import Comparator, Direction, Unit


@dataclass(frozen=True)
class TargetText:
    """Baseline and target as adopted. `wording` is what the plan's texts say, where they differ too (facts 2.2).

    `reduction`: the percent by which the plan says the baseline is to fall; `target` is the number it comes to.
    """

    baseline: Decimal
    baseline_label: Text
    target: Decimal
    comparator: Comparator
    wording: Text
    reduction: Decimal | None = None


@dataclass(frozen=True)
class IndicatorText:
    code: str
    name: Text
    short_name: Text
    definition: Text
    unit: Unit
    direction: Direction
    low_grade: Grade
    high_grade: Grade
    primary_instrument: str
    source: str
    target: TargetText | None = None
    zero_may_show: bool = False

    @property
    def is_equity(self):
        return self.target is not None
