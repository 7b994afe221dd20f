"""Invented targets: a further plan cycle that the Board has not adopted, schools' steps, what principals propose."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from district.models import School, User
from fce_portal.demo.people import HOME_SCHOOL
from indicators import school_targets, target_baselines, target_figures, target_paths, target_rules, targets
from indicators.models import Indicator, IndicatorTarget, TargetCycle
from indicators.models.reference import Direction, TargetKind, TargetRule
from indicators.parameters import this_year
from indicators.target_rules import Way

WORDING = {
    "en": "A third of the way that is left, in five years.",
    "es": "Un tercio del camino que queda, en cinco años.",
}
SHARE = Decimal(33)
SET_AGO = timedelta(days=31)
PROPOSALS = {
    "SSP_ADULT": {
        "en": "Each student of the upper grades names an adult at the fall conference, with the family.",
        "es": "Cada estudiante de los grados superiores nombra a una persona adulta en la conferencia de otoño, con su "
        "familia.",
    },
    "READ_G3": {
        "en": "Families read with the grade 3 teams every second Thursday.",
        "es": "Las familias leen con los equipos del grado 3 cada segundo jueves.",
    },
}
STEPS = {
    "CHRONIC_ABS": (Way.POINTS, Decimal(3)),
    "READ_G3": (Way.GAP, Decimal(25)),
}
EVEN_STEP = {
    "en": "An even step on the way to the target of the next plan.",
    "es": "Un paso parejo en el camino a la meta del próximo plan.",
}
REASON = {
    "en": "A step that every school can take in three years, from where it stands.",
    "es": "Un paso que cada escuela puede dar en tres años, desde donde está.",
}


def make_targets():
    """After the figures are filed: everything is measured from published ones."""
    office = User.objects.get(email="central@hartford.example")
    last = this_year() + 5
    cycle = TargetCycle.objects.create(
        first_fall_year=this_year() + 1, last_fall_year=last, note="The next plan, in consultation with families."
    )
    for indicator, figure in newest():
        make_cycle_target(cycle, indicator, figure, office)
    for code, (way, amount) in STEPS.items():
        set_for_schools(Indicator.objects.get(pk=code), school_targets.Asked(this_year() + 2, way, amount), office)
    propose(School.objects.get(code=HOME_SCHOOL), User.objects.get(email="principal@hartford.example"))


def put_in_time():
    """To be called when all targets are set: they were a while ago; proposals are of today."""
    IndicatorTarget.objects.filter(kind=TargetKind.INTERIM).update(set_at=timezone.now() - SET_AGO)


def newest():
    indicators = list(Indicator.objects.equity())
    figures = target_figures.newest_of_district(indicators)
    return [(one, figures[one.pk]) for one in indicators if figures[one.pk] and figures[one.pk].exact]


def make_cycle_target(cycle, indicator, figure, office):
    """A third of what is left to the best there is; suspensions and absence fall by a third."""
    target = targets.blank(indicator, by=office)
    target.cycle, target.target_fall_year = cycle.code, cycle.last_fall_year
    target.baseline, target.baseline_value = target_baselines.kept(target_baselines.of_figure(figure)), figure.exact
    if indicator.direction == Direction.LOWER:
        target.rule, target.share = TargetRule.REDUCTION, SHARE
        target.target_value = target_rules.reduced(figure.exact, SHARE, indicator.unit)
    else:
        target.target_value = target_rules.gap_closed(figure.exact, Decimal(100), SHARE, indicator.unit)
    target_paths.give_reason(target, WORDING)
    target.save()


def set_for_schools(indicator, asked, office):
    """All but three schools, so that it can be seen who is not counted; and the district's own step of that year."""
    district = targets.blank(indicator, by=office)
    last = indicator.targets.filter(kind=TargetKind.INTERIM, school=None).order_by("-target_fall_year").first()
    start = target_figures.newest_of_district([indicator])[indicator.pk]
    if last is None or start is None or start.exact is None:
        return
    share = Decimal(asked.fall_year - start.fall_year) / (last.target_fall_year - start.fall_year)
    district.target_fall_year, district.cycle = asked.fall_year, last.cycle
    district.target_value = target_rules.gap_closed(start.exact, last.target_value, 100 * share, indicator.unit)
    target_paths.give_reason(district, EVEN_STEP)
    district.save()
    many = school_targets.Many(indicator, asked)
    values = {row.school.pk: row.worked_out for row in many.rows[3:] if row.worked_out is not None}
    many.save(values, wording=REASON, by=office)


def propose(school, principal):
    """One proposal that waits, one that central office has answered."""
    for code, wording in PROPOSALS.items():
        indicator = Indicator.objects.get(pk=code)
        figure = target_figures.newest_of_schools(indicator).get(school.pk)
        if figure is None or figure.exact is None:
            continue
        better = 5 if indicator.direction == Direction.HIGHER else -4
        target = targets.blank(indicator)
        target.kind, target.school, target.proposed_by = TargetKind.PROPOSED, school, principal
        target.target_fall_year = this_year() + 1
        target.target_value = target_rules.rounded(figure.exact + better, indicator.unit)
        target_paths.give_reason(target, wording)
        target.save()
    office = User.objects.get(email="central@hartford.example")
    answered = IndicatorTarget.objects.filter(kind=TargetKind.PROPOSED, school=school, indicator="READ_G3")
    answered.update(answer="Let us see the winter benchmark first.", answered_by=office)
