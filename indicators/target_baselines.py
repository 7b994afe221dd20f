"""The numbers from which targets are measured: kept once, restated with a reason, never lost."""

from django.utils.translation import gettext as _

from indicators.cells import amount
from indicators.models import PublicationStamp, TargetBaseline
from indicators.models.targets import BaselineOrigin


def of_figure(figure, *, school=None, by=None):
    """The unsaved baseline that a published exact figure gives."""
    return TargetBaseline(
        indicator_id=figure.indicator,
        school=school,
        dimension=figure.dimension,
        group=figure.group,
        origin=BaselineOrigin.FIGURE,
        fall_year=figure.fall_year,
        instrument=figure.instrument,
        value=figure.exact,
        set_by=by,
    )


def kept(baseline):
    """A baseline as it is stored: the same figure is one row, whoever measures from it."""
    if baseline is None or baseline.pk:
        return baseline
    if baseline.origin == BaselineOrigin.PLAN:
        same = {name: getattr(baseline, name) for name in ("indicator_id", "cycle", "origin")}
        return TargetBaseline.objects.get_or_create(**same, defaults={"value": baseline.value})[0]
    same = {
        name: getattr(baseline, name)
        for name in ("indicator_id", "school", "dimension", "group", "origin", "fall_year", "instrument", "value")
    }
    return TargetBaseline.objects.get_or_create(**same, defaults={"set_by": baseline.set_by})[0]


def of_plan(target):
    """The baseline in force of an adopted target, stored or not; None where the plan prints none."""
    if target is None or target.measured_from is None:
        return None
    printed = {"cycle": target.cycle, "origin": BaselineOrigin.PLAN, "value": target.baseline_value}
    return target.baseline or TargetBaseline(indicator=target.indicator, **printed)


def chain(baseline):
    """A baseline and those that it restates, newest first. One query."""
    by_pk = (
        TargetBaseline.objects.filter(
            indicator=baseline.indicator_id,
            dimension=baseline.dimension,
            group=baseline.group,
            school=baseline.school_id,
        )
        .select_related("set_by")
        .in_bulk()
    )
    found = [by_pk[baseline.pk]]
    while found[-1].restates_id:
        found.append(by_pk[found[-1].restates_id])
    return found


def restate(*, target, value, fall_year, instrument, why, by):
    """Measure an adopted target from another number from now on, and say why; what it said before stays.

    For use inside `targets.writing`. The adopted text keeps its printed number (`baseline_value`), and the target's
    own number does not move. Targets of the district that were worked out from the old baseline keep it too: they
    are the district's word of their day, and their page says that the baseline was restated since.
    """
    before = kept(of_plan(target))
    baseline = TargetBaseline.objects.create(
        indicator=target.indicator,
        dimension=before.dimension,
        group=before.group,
        cycle=before.cycle,
        origin=BaselineOrigin.RESTATED,
        fall_year=fall_year,
        instrument=instrument,
        value=value,
        restates=before,
        why=why,
        set_by=by,
    )
    target.baseline = baseline
    target.save(update_fields=["baseline"])
    PublicationStamp.advance()
    return baseline


def restated_text(target):
    """That a target is not measured from the printed number, with the reason; empty where it is."""
    baseline = target.baseline
    if baseline is None or baseline.origin != BaselineOrigin.RESTATED:
        return ""
    words = {
        "printed": amount(target.baseline_value, target.indicator.unit, exact=True),
        "restated": amount(baseline.value, target.indicator.unit, exact=True),
        "why": baseline.why,
    }
    return _("The plan prints %(printed)s. The district measures from %(restated)s instead: %(why)s") % words
