"""The targets of a further plan cycle, beside those of the plans before: entered, looked at, adopted.

A plan cycle's targets are those of all students of the district for its last school year. Before the Board adopts
them they are the district's proposal; adopting turns them into adopted text.
"""

from indicators.models import Indicator, IndicatorTarget, PublicationStamp, TargetCycle
from indicators.models.reference import TargetKind
from indicators.standings import plan_years


def all_cycles(targets=()):
    """Every cycle, the oldest first; also one of which only `targets` tell (unsaved)."""
    found = list(TargetCycle.objects.all())
    known = {cycle.code for cycle in found}
    for target in targets:
        if target.kind == TargetKind.ADOPTED and target.cycle not in known:
            first, _end = plan_years(target)
            known.add(target.cycle)
            last = target.target_fall_year
            found.append(TargetCycle(first_fall_year=first, last_fall_year=last, is_adopted=True))
    return sorted(found, key=lambda cycle: cycle.first_fall_year)


def targets_of(cycle):
    """{indicator code: its target for the cycle's last year}. One query."""
    found = IndicatorTarget.objects.filter(
        school=None,
        dimension="ALL",
        cycle=cycle.code,
        target_fall_year=cycle.last_fall_year,
        kind=TargetKind.ADOPTED if cycle.is_adopted else TargetKind.INTERIM,
    )
    return {one.indicator_id: one for one in found.select_related("indicator", "set_by", "baseline")}


def missing(cycle):
    """The equity indicators that have no target in the cycle yet, in the plan's order."""
    held = targets_of(cycle)
    return [one for one in Indicator.objects.equity() if one.pk not in held]


def locked(cycle):
    """The cycle as it is stored, for changing; nobody else changes it or any single target meanwhile (as in
    `targets.writing`). For use inside a transaction."""
    list(Indicator.objects.equity().select_for_update(no_key=True))
    return TargetCycle.objects.select_for_update().get(pk=cycle.pk)


def adopt(*, cycle, day, decision):
    """The Board has adopted the cycle: its targets become adopted text. For use inside a transaction, after `locked`;
    a cycle that is adopted already stays as it is."""
    if cycle.is_adopted:
        return
    for target in targets_of(cycle).values():
        target.kind = TargetKind.ADOPTED
        target.save(update_fields=["kind"])
    cycle.is_adopted, cycle.adopted_on, cycle.decision = True, day, decision
    cycle.save()
    PublicationStamp.advance()
