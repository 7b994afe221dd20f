"""Stores the indicators of `indicators.reference`: can be run again, and then brings the rows up to the text."""

from district.reference_text import in_both
from indicators.models import Indicator, IndicatorTarget, TargetBaseline, TargetCycle
from indicators.models.reference import TargetKind, TargetRule
from indicators.models.targets import BaselineOrigin
from indicators.reference import INDICATORS
from indicators.reference.hartford_2015 import CYCLE, FIRST_FALL_YEAR, PLAN_TITLE, TARGET_FALL_YEAR


def load_indicators():
    TargetCycle.objects.update_or_create(
        first_fall_year=FIRST_FALL_YEAR,
        last_fall_year=TARGET_FALL_YEAR,
        defaults={"is_adopted": True, "decision": PLAN_TITLE},
    )
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
    """The adopted target with its baseline; interim targets and restatements are the district's and are not touched."""
    baseline, _created = TargetBaseline.objects.update_or_create(
        indicator=indicator, cycle=CYCLE, origin=BaselineOrigin.PLAN, defaults={"value": target.baseline}
    )
    stored, _created = IndicatorTarget.objects.update_or_create(
        indicator=indicator,
        kind=TargetKind.ADOPTED,
        school=None,
        target_fall_year=TARGET_FALL_YEAR,
        defaults={
            "cycle": CYCLE,
            "baseline_value": target.baseline,
            "target_value": target.target,
            "comparator": target.comparator,
            "rule": TargetRule.REDUCTION if target.reduction else TargetRule.NUMBER,
            "share": target.reduction,
            **in_both(baseline_label=target.baseline_label, wording=target.wording),
        },
    )
    if stored.baseline_id is None:
        stored.baseline = baseline
        stored.save()
