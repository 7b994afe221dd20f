"""The targets of many schools for one school year, worked out by one way, looked at, edited and set at once."""

from copy import copy
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from district import school_years
from indicators import target_baselines, target_figures, target_paths, target_rules, target_sums, targets
from indicators.models import IndicatorTarget, PublicationStamp, TargetBaseline
from indicators.models.targets import BaselineOrigin
from indicators.target_rules import Way


@dataclass(frozen=True)
class Asked:
    """What the address asks for: the school year, and how numbers are to be worked out (`way` empty: not at all)."""

    fall_year: int
    way: str = ""
    amount: Decimal | None = None


@dataclass(frozen=True)
class Row:
    """A school with its newest figure, the target that is set, what the school proposes, and the number worked out."""

    school: object
    figure: object
    held: IndicatorTarget | None
    proposed: IndicatorTarget | None
    step: tuple | None

    @property
    def worked_out(self):
        return self.step[0] if self.step else None

    @property
    def initial(self):
        """What the input begins with: what is worked out, else what is set."""
        if self.worked_out is not None:
            return self.worked_out
        return self.held.target_value if self.held else None


class Many:
    """All schools of an indicator for one school year. Six queries."""

    def __init__(self, indicator, asked):
        self.indicator, self.asked = indicator, asked
        self.figures = target_figures.newest_of_schools(indicator)
        self.held = target_sums.school_targets(indicator, asked.fall_year)
        self.district = target_sums.district_target(indicator, asked.fall_year)
        adopted = targets.adopted(indicator)
        self.comparator = (self.district or adopted or targets.blank(indicator)).comparator
        self.schools = target_figures.schools_asked(indicator)
        proposed = {
            one.school_id: one
            for one in targets.waiting(indicator).filter(target_fall_year=asked.fall_year, dimension="ALL")
        }
        self.rows = [
            Row(one, self.figures.get(one.pk), self.held.get(one.pk), proposed.get(one.pk), self.step_of(one))
            for one in self.schools
        ]

    @property
    def year_label(self):
        return school_years.label(self.asked.fall_year)

    def step_of(self, school):
        if not self.asked.way:
            return None
        goal = self.district.target_value if self.district else None
        now = self.figures.get(school.pk)
        return target_rules.step(self.asked.way, self.asked.amount, indicator=self.indicator, now=now, goal=goal)

    def sum_of(self, values):
        """The sum if these numbers, {school id: value}, were set and all others stayed."""
        stay = {pk: one.target_value for pk, one in self.held.items()}
        return target_sums.sum_of(
            self.indicator, self.asked.fall_year, stay | values, schools=self.schools, figures=self.figures
        )

    def save(self, values, *, wording, by):
        """Set all `values`, {school id: value}, at once; what was set for these schools is replaced.

        For use inside `targets.writing`, after whoever asks has seen what is replaced. A number that is as it was
        worked out keeps its rule and its baseline; one typed by hand is a number. What was replaced stays in the
        history.
        """
        rows, blank = {row.school.pk: row for row in self.rows}, targets.blank(self.indicator)
        baselines = self.baselines({pk: rows[pk] for pk in values})
        new, changed = [], []
        for pk, value in values.items():
            row = rows[pk]
            target = row.held or copy(blank)
            kept = row.step[1] if row.step and row.worked_out == value else {}
            for name, plain in PLAIN.items():
                setattr(target, name, kept.get(name, plain))
            target.baseline = baselines.get(pk) if kept else None
            target.school, target.target_fall_year, target.target_value = row.school, self.asked.fall_year, value
            target.comparator, target.set_by, target.set_at = self.comparator, by, timezone.now()
            target.proposed_by = None
            target_paths.give_reason(target, wording)
            (changed if target.pk else new).append(target)
        IndicatorTarget.objects.bulk_create(new)
        IndicatorTarget.objects.bulk_update(changed, COLUMNS)
        PublicationStamp.advance()
        return len(new) + len(changed)

    def baselines(self, rows):
        """{school id: the stored baseline of its figure} where the numbers are worked out from figures. Two queries."""
        if self.asked.way not in (Way.REDUCTION, Way.GAP):
            return {}
        wanted = {pk: target_baselines.of_figure(row.figure, school=row.school) for pk, row in rows.items() if row.step}
        TargetBaseline.objects.bulk_create(wanted.values(), ignore_conflicts=True)
        stored = TargetBaseline.objects.filter(
            indicator=self.indicator, origin=BaselineOrigin.FIGURE, school__in=list(wanted), dimension="ALL"
        )
        by_identity = {(one.school_id, one.fall_year, one.instrument, one.value): one for one in stored}
        return {pk: by_identity[(pk, one.fall_year, one.instrument, one.value)] for pk, one in wanted.items()}


PLAIN = {"rule": "NUMBER", "share": None, "baseline_value": None, "gap_to": "", "gap_to_value": None}
COLUMNS = [
    *PLAIN, "baseline", "target_value", "comparator", "set_by", "set_at", "proposed_by", "wording_en", "wording_es",
]  # fmt: skip
