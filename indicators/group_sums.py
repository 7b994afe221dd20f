"""Whether the targets of the groups of a breakdown and the target of all students fit together, in words.

As for schools (`target_sums`): rates are weighted by the students published with the newest figures, never averaged.
Students of groups without a target, or whose size is not published, may end up anywhere, so the answer is a pair of
bounds; where no size is published, all students lie between the lowest and the highest target of their groups.
Everything in it is published already.
"""

from dataclasses import dataclass, field
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from district import school_years
from indicators import cells, target_figures
from indicators.cells import amount
from indicators.dimensions import Dimension, group_label
from indicators.models import IndicatorTarget
from indicators.models.reference import TargetKind, Unit
from indicators.models.values import Shown
from indicators.parameters import this_year
from indicators.standings import target_text

# Groups that are counted within another one (facts 3.1): where that one has a target, theirs say nothing more.
WITHIN = {("SES", "FREE"): "FRPM", ("SES", "REDUCED"): "FRPM"} | {
    ("RACE_ETH", group): "OTHER" for group in ("AM", "AS", "PI", "MU")
}
HUNDRED = Decimal(100)
TENTH = Decimal("0.1")
NOBODY = (Shown.NOT_APPLICABLE, Shown.NOT_REPORTED, Shown.PENDING)


@dataclass
class GroupSum:
    """The targets of one breakdown for one school year beside that of all students.

    `targets`: {group: IndicatorTarget}; `sizes`: {group: students} as published; `everybody`: all students, None where
    that is not published; `present`: the groups of which anything is published, hidden or not.
    """

    indicator: object
    dimension: str
    fall_year: int
    whole: IndicatorTarget
    targets: dict
    sizes: dict = field(default_factory=dict)
    everybody: Decimal | None = None
    present: set = field(default_factory=set)

    @property
    def counted(self):
        """The groups whose targets are taken: of one and a part of it only the whole one."""
        return [group for group in self.targets if WITHIN.get((self.dimension, group)) not in self.targets]

    @property
    def without_target(self):
        """Groups that have figures and no target, neither their own nor that of the group they are part of."""
        return [
            group
            for group in sorted(self.present)
            if group not in self.targets
            and WITHIN.get((self.dimension, group)) not in self.targets
            and not self.is_made_of_others(group)
        ]

    def is_made_of_others(self, group):
        """Whether its parts have targets, so that nothing of it is left over."""
        parts = [part for (dimension, part), held in WITHIN.items() if (dimension, held) == (self.dimension, group)]
        inside = [part for part in parts if part in self.present]
        return bool(inside) and all(part in self.targets for part in inside)

    @property
    def is_weighed(self):
        sized = [group for group in self.counted if self.sizes.get(group)]
        total = sum(self.sizes[group] for group in sized)
        return bool(self.everybody and sized) and total <= self.everybody

    @property
    def bounds(self):
        """Between which values all students stand if each group reaches its target; None where nothing can be said."""
        if self.indicator.unit != Unit.PERCENT:
            total = sum(self.targets[group].target_value for group in self.counted)
            return None if self.without_target else (total, total)
        if self.is_weighed:
            sized = [group for group in self.counted if self.sizes.get(group)]
            students = sum(self.sizes[group] for group in sized)
            exact = sum(self.targets[group].target_value * self.sizes[group] for group in sized)
            low, high = self.rest
            left = self.everybody - students
            ends = (exact + left * low) / self.everybody, (exact + left * high) / self.everybody
        elif not self.without_target:
            values = [self.targets[group].target_value for group in self.counted]
            ends = min(values), max(values)
        else:
            return None
        if ends[0] == ends[1]:
            return (ends[0].quantize(TENTH, ROUND_HALF_UP),) * 2
        return ends[0].quantize(TENTH, ROUND_FLOOR), ends[1].quantize(TENTH, ROUND_CEILING)

    @property
    def rest(self):
        """Between which rates those lie who are in no group with target and size: anywhere, unless each of them has a
        target whose students are only not counted."""
        unsized = [group for group in self.counted if not self.sizes.get(group)]
        if self.without_target or not unsized:
            return Decimal(0), HUNDRED
        values = [self.targets[group].target_value for group in unsized]
        return min(values), max(values)

    @property
    def fits(self):
        """True: all students reach their target then. False: they cannot. None: it depends, or nothing can be said."""
        if self.bounds is None:
            return None
        met = [self.whole.is_met_by(end) for end in self.bounds]
        return met[0] if met[0] == met[1] else None

    # ------------------------------------------------------------------ in words

    @property
    def label(self):
        return Dimension(self.dimension).label

    @property
    def sentence(self):
        """Whether the targets fit together, with the numbers."""
        unit = self.indicator.unit
        words = {
            "groups": self.label,
            "year": school_years.label(self.fall_year),
            "target": target_text(self.whole, unit),
            "missing": ", ".join(str(group_label(self.dimension, one)) for one in self.without_target),
        }
        if self.bounds is None:
            text = _(
                "%(groups)s: whether the groups' targets for %(year)s fit cannot be said. These have none: %(missing)s."
            )
            return text % words
        low, high = self.bounds
        words |= {"low": amount(low, unit), "high": amount(high, unit)}
        if low == high:
            reached = _("%(groups)s: if every group reaches its target, all students stand at %(low)s in %(year)s.")
        else:
            reached = _(
                "%(groups)s: if every group reaches its target, all students stand between %(low)s and %(high)s in "
                "%(year)s."
            )
        return f"{reached % words} {self._verdict(words)}"

    def _verdict(self, words):
        if self.fits:
            return _("That fits the district's target, %(target)s.") % words
        if self.fits is False:
            return _("That misses the district's target, %(target)s: the targets contradict each other.") % words
        if self.without_target:
            return _("Whether that reaches the district's target, %(target)s, depends on: %(missing)s.") % words
        return _("Whether that reaches the district's target, %(target)s, depends on how large the groups are.") % words

    @property
    def basis(self):
        """What the answer rests on."""
        if self.indicator.unit != Unit.PERCENT:
            return _("The groups' targets are added.")
        if self.is_weighed:
            return _("Each group counts by the students published with its newest figure.")
        return _("The sizes of the groups are not published, so only bounds can be told.")


def sums(indicators, wholes):
    """{indicator code: [GroupSum]} where a target of all students and targets of groups stand for the same school year.

    `wholes`: the district's targets for all students. Two queries, one where no group has a target.
    """
    by_code = {one.pk: one for one in indicators}
    found = IndicatorTarget.objects.filter(school=None, kind=TargetKind.INTERIM, indicator__in=by_code)
    held = {}
    for one in found.exclude(dimension=Dimension.ALL).order_by("target_fall_year", "dimension", "pk"):
        held.setdefault((one.indicator_id, one.dimension, one.target_fall_year), {})[one.group] = one
    whole_of = {}
    for one in sorted(wholes, key=lambda one: one.kind, reverse=True):  # what is adopted goes before
        whole_of[one.indicator_id, one.target_fall_year] = one
    pairs = {key: targets for key, targets in held.items() if (key[0], key[2]) in whole_of}
    if not pairs:
        return {}
    figures = newest_figures(by_code, {key[0] for key in pairs}, {key[1] for key in pairs})
    made = {}
    for (code, dimension, fall_year), targets in pairs.items():
        one = GroupSum(by_code[code], dimension, fall_year, whole_of[code, fall_year], targets)
        weigh(one, figures.get(code, []))
        made.setdefault(code, []).append(one)
    return made


def newest_figures(by_code, codes, dimensions):
    """{indicator code: its published figures of the district, of these breakdowns and of all students}. One query."""
    asked = {"indicator_id__in": codes, "dimension__in": {*dimensions, Dimension.ALL}, "fall_year__lte": this_year()}
    found = {}
    for one in cells.published(cells.of_district(), **asked):
        found.setdefault(one.indicator, []).append(one)
    return found


def weigh(one, figures):
    """Take the sizes from the newest year of the main series in which the breakdown is published."""
    main = target_figures.main_figure(one.indicator, [f for f in figures if f.dimension == Dimension.ALL])
    if main is None:
        return
    series = [figure for figure in figures if figure.instrument == main.instrument]
    years = {figure.fall_year for figure in series if figure.dimension == one.dimension}
    newest = [figure for figure in series if figure.fall_year == max(years, default=None)]
    for figure in newest:
        if figure.dimension == Dimension.ALL:
            one.everybody = figure.denominator
        elif figure.dimension == one.dimension and figure.shown not in NOBODY:
            one.present.add(figure.group)
            if figure.denominator:
                one.sizes[figure.group] = figure.denominator


__all__ = ["GroupSum", "sums"]
