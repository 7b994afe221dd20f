"""An invented change of a definition that counts, one that waits for approval; targets of gaps and of groups."""

from decimal import Decimal

from district import school_years
from district.models import User
from indicators import definitions, detail, gap_targets, gaps, target_paths, target_rules, targets
from indicators.dimensions import Dimension
from indicators.models import DefinitionChange, GapTarget, Indicator, TargetCycle
from indicators.models.reference import Direction, TargetKind

CHANGED = {
    "SSP_ADULT": {
        "definition_en": "Students in grades 6 to 12 with a Success Plan of this year and an adult who has met with "
        "them about it at least twice.",
        "definition_es": "Estudiantes de grados 6 a 12 con un Plan de Éxito de este año y una persona adulta que se ha "
        "reunido con ellos al menos dos veces para tratarlo.",
        "counted_en": "Students with a Success Plan of this year whose named adult has met with them at least twice.",
        "counted_es": "Estudiantes con un Plan de Éxito de este año cuya persona adulta se ha reunido con ellos al "
        "menos dos veces.",
        "of_whom_en": "Students enrolled in grades 6 to 12.",
        "of_whom_es": "Estudiantes inscritos en los grados 6 a 12.",
        "source_en": "Demonstration: an invented memo of the office",
        "source_es": "Demostración: una nota inventada de la oficina",
        "reason_en": "A named adult counts only after two meetings, because a name alone said little.",
        "reason_es": "Una persona adulta cuenta solo después de dos reuniones, porque un nombre solo decía poco.",
    },
    "CHRONIC_ABS": {
        "reason_en": "Half days would count as absent from two hours missed, as in the state's draft manual (demo).",
        "reason_es": "Los medios días contarían como ausencia desde dos horas perdidas, como en el borrador del manual "
        "estatal (demostración).",
        "counted_en": "Students absent on at least 10 percent of the days they were enrolled; two hours missed are "
        "half a day.",
        "counted_es": "Estudiantes ausentes al menos el 10 por ciento de los días en que estuvieron inscritos; dos "
        "horas perdidas son medio día.",
    },
}
GAPS = [
    ("CHRONIC_ABS", Dimension.SPED, "SWD", "Board decision of last spring (demo)"),
    ("CHRONIC_ABS", Dimension.ELL, "EL", ""),
]
GROUPS = [("CHRONIC_ABS", Dimension.ELL, ("EL", "NOT_EL")), ("READ_G3", Dimension.SPED, ("SWD",))]
WHY = {
    "en": "Half as far from all students in five years.",
    "es": "La mitad de la distancia a todos los estudiantes en cinco años.",
}
SHARE = Decimal(40)


def make_changed_definitions(today):
    """After figures and targets, from published ones alone."""
    central = User.objects.get(email="central@hartford.example")
    admin = User.objects.get(email="admin@hartford.example")
    year = school_years.fall_year_of(today)
    known = Indicator.objects.in_bulk(list(CHANGED))
    if "SSP_ADULT" in known:
        definitions.approve(propose(known["SSP_ADULT"], year - 2, by=central), by=admin)
    if "CHRONIC_ABS" in known:
        propose(known["CHRONIC_ABS"], year + 1, by=central)
    for code, dimension, group, decision in GAPS:
        aim_at_gap(Indicator.objects.get(pk=code), dimension, group, year, central, decision, today)
    for code, dimension, groups in GROUPS:
        aim_at_groups(Indicator.objects.get(pk=code), dimension, groups, year, central)


def propose(indicator, fall_year, *, by):
    texts = {**definitions.as_adopted(indicator), **CHANGED[indicator.pk]}
    return definitions.propose(DefinitionChange(indicator=indicator, fall_year=fall_year, **texts), by=by)


def aim_at_gap(indicator, dimension, group, year, office, decision, today):
    """From three years before the newest gap to half of it."""
    series = gaps.Gaps(detail.Detail(indicator, fall_year=year, dimension=dimension)).series
    found = next((one.exact for one in series if one.group == group), [])
    begin = next(iter(found[-3:]), None)
    if begin is None or abs(begin.points) < 1:
        return
    target = GapTarget(
        indicator=indicator, dimension=dimension, group=group, fall_year=begin.figure.fall_year + 6,
        points=(abs(begin.points) / 2).quantize(Decimal("0.1")), instrument=begin.figure.instrument,
        start_fall_year=begin.figure.fall_year, start_points=abs(begin.points), wording=WHY["en"],
    )  # fmt: skip
    gap_targets.save(target, by=office)
    if decision:
        gap_targets.adopt(target, by=office, on=today.replace(month=5, day=12, year=today.year - 1), decision=decision)


def aim_at_groups(indicator, dimension, groups, year, office):
    """The same share of the way for each group, by the end of the next plan."""
    cycle = TargetCycle.objects.order_by("-last_fall_year").first()
    found = detail.Detail(indicator, fall_year=year, dimension=dimension)
    for group in groups:
        now = next((one for one in found.groups if one.group == group and one.exact is not None), None)
        if now is None or cycle is None:
            continue
        target = targets.blank(indicator, by=office)
        target.kind, target.dimension, target.group = TargetKind.INTERIM, dimension, group
        target.cycle, target.target_fall_year = cycle.code, cycle.last_fall_year
        best = Decimal(0) if indicator.direction == Direction.LOWER else Decimal(100)
        target.target_value = target_rules.gap_closed(now.exact, best, SHARE, indicator.unit)
        target_paths.give_reason(target, WHY)
        target.save()
