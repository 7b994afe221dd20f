"""Stores the indicators of `indicators.reference`: can be run again, and then brings the rows up to the text."""

from district.reference_text import in_both
from indicators.models import Indicator, IndicatorTarget
from indicators.models.reference import TargetKind
from indicators.reference import INDICATORS
from indicators.reference.hartford_2015 import CYCLE, TARGET_FALL_YEAR


def load_indicators():
    for position, text in enumerate(INDICATORS, start=1):
        indicator, _created = Indicator.objects.update_or_create(
            code=text.code,
            defaults={
                "position": position,
                "is_equity": text.is_equity,
                "unit": text.unit,
                "direction": text.direction,
                "low_grade": text.low_grade,
                "high_grade": text.high_grade,
                "primary_instrument": text.primary_instrument,
                "zero_may_show": text.zero_may_show,
                "source": text.source,
                **in_both(name=text.name, short_name=text.short_name, definition=text.definition),
            },
        )
        if text.target:
            load_target(indicator, text.target)
    return len(INDICATORS)


def load_target(indicator, target):
    """The adopted target; interim targets are the district's entries and are not touched."""
    IndicatorTarget.objects.update_or_create(
        indicator=indicator,
        kind=TargetKind.ADOPTED,
        school=None,
        target_fall_year=TARGET_FALL_YEAR,
        defaults={
            "cycle": CYCLE,
            "baseline_value": target.baseline,
            "target_value": target.target,
            "comparator": target.comparator,
            **in_both(baseline_label=target.baseline_label, wording=target.wording),
        },
    )
