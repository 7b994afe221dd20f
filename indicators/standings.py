"""Where an indicator stands: baseline, latest figure, target, how far on the way, in words (facts 2.1, 2.2).

How a standing is judged, and printed beside it:

- met: the latest figure satisfies the target, by the target's own comparator;
- on track: it satisfies the district's interim target for its year; where the district has set none, at least as much
  of the way from baseline to target is covered as of the plan's time. That pace is a yardstick of the portal: the plan
  sets no yearly milestones, so it is never drawn as a path;
- behind: neither;
- stalled: behind, and no nearer to the target than two school years or more before, in the same series;
- not met yet: the way cannot be measured: the figure is from before the plan, or there is no baseline to start from
  (schools have none; one baseline is of another test);
- no target: there is a figure and nothing to hold it against (the plan limits suspensions for the district as a whole,
  not for a school);
- no data: no exact figure up to the chosen year.

Where another definition counts since the baseline (or since a step was set), no way is measured and the rule says why.

Of several plan cycles the one counts that had begun by the chosen year; a restated baseline goes before the printed
one. `rule_text` says the rule beside the word, with the numbers that it was applied to.
"""

from dataclasses import dataclass, field
from decimal import Decimal

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district import school_years
from indicators import counterparts, instruments, school_breaks, series_breaks
from indicators.amounts import amount, rounded
from indicators.cells import Figure
from indicators.models import IndicatorTarget
from indicators.models.reference import Comparator, Direction, Indicator, TargetKind, Unit
from indicators.models.targets import BaselineOrigin

# The plan names no test for its baseline; Smarter Balanced is another one (facts 2.3). No way can be measured from it.
BASELINE_OF_ANOTHER_TEST = {"READ_G3"}
STALLED_AFTER = 2  # school years without coming nearer


class Status(models.TextChoices):
    MET = "MET", gettext_lazy("Target met")
    ON_TRACK = "ON_TRACK", gettext_lazy("On track")
    BEHIND = "BEHIND", gettext_lazy("Behind")
    STALLED = "STALLED", gettext_lazy("Stalled")
    NOT_MET = "NOT_MET", gettext_lazy("Not met yet")
    NO_TARGET = "NO_TARGET", gettext_lazy("No target")
    NO_DATA = "NO_DATA", gettext_lazy("No data")

    @property
    def kind(self):
        """The kind of tag that shows it (components/status_tag.html)."""
        return _KINDS[self.value]


_KINDS = {
    "MET": "good",
    "ON_TRACK": "active",
    "BEHIND": "warn",
    "STALLED": "bad",
    "NOT_MET": "paused",
    "NO_TARGET": "neutral",
    "NO_DATA": "waiting",
}


@dataclass
class Standing:
    """One indicator at one place up to a school year. `series` holds a figure per year, the newest last; where two
    series follow each other they are told apart by their instrument."""

    indicator: Indicator
    fall_year: int
    target: IndicatorTarget | None = None
    interim: list = field(default_factory=list)
    series: list = field(default_factory=list)
    related: list = field(default_factory=list)
    is_school: bool = False

    @property
    def unit(self):
        return self.indicator.unit

    @property
    def now(self) -> Figure | None:
        """The latest figure on or before the chosen year; an asterisk counts as the latest word."""
        return self.series[-1] if self.series else None

    @property
    def exact(self):
        return self.now.exact if self.now else None

    @property
    def year_text(self):
        """Of which year the latest figure is; where it is a mark, what the mark says of the year instead."""
        words = {"year": self.now.year_label, "value": self.now.words}
        if self.now.value is None:
            return _("%(year)s: %(value)s") % words
        if self.is_from_the_year:
            return _("in %(year)s") % words
        return _("in %(year)s, the latest published") % words

    @property
    def is_from_the_year(self):
        return bool(self.now) and self.now.fall_year == self.fall_year

    @property
    def baseline(self):
        """Of the district alone: the plan prints none of schools."""
        return self.target.measured_from if self.target and not self.is_school else None

    @property
    def is_baseline_restated(self):
        return bool(self.target and self.target.baseline and self.target.baseline.origin == BaselineOrigin.RESTATED)

    @property
    def is_baseline_comparable(self):
        is_same_test = self.indicator.code not in BASELINE_OF_ANOTHER_TEST or self.is_baseline_restated
        return self.baseline is not None and is_same_test and not self.is_broken

    @property
    def broken_in(self):
        """The school year between the target's baseline and the newest figure from which another definition counts;
        None where both are counted alike."""
        if self.target is None or self.now is None:
            return None
        return series_breaks.crossed(self.indicator, measured_in(self.target), self.now.fall_year)

    @property
    def is_broken(self):
        return self.broken_in is not None

    @property
    def progress(self):
        """Share of the way from baseline to target; None where there is none to measure."""
        return self.target.progress(self.exact) if self.target and self.is_baseline_comparable else None

    @property
    def interim_now(self):
        """The district's interim target for the year of the latest figure."""
        return next((one for one in self.interim if self.now and one.target_fall_year == self.now.fall_year), None)

    @property
    def step(self):
        """The interim target that the latest figure is judged by: one that was set for what is counted now."""
        one = self.interim_now
        is_old = one and series_breaks.crossed(self.indicator, set_in(one), self.now.fall_year) is not None
        return None if is_old else one

    @property
    def status(self):
        if self.exact is None:
            return Status.NO_DATA
        if self.target is None:
            return Status.NO_TARGET
        if self.target.is_met_by(self.exact):
            return Status.MET
        if self.step:
            is_on_track = self.step.is_met_by(self.exact)
        elif self.progress is None or self.is_before_the_plan:
            return Status.NOT_MET
        else:
            is_on_track = self.progress >= self.share_of_time
        if is_on_track:
            return Status.ON_TRACK
        return Status.STALLED if self.stalled_since else Status.BEHIND

    @property
    def stalled_since(self):
        """The figure of the same series, two school years or more ago, than which the newest is no nearer to the
        target; None where it is nearer, or nothing so old is published."""
        old = [
            one
            for one in self.series
            if one.exact is not None
            and one.instrument == self.now.instrument
            and one.fall_year <= self.now.fall_year - STALLED_AFTER
            and series_breaks.crossed(self.indicator, one.fall_year, self.now.fall_year) is None
        ]
        if not old or self.target is None:
            return None
        goal = self.target.target_value
        return None if abs(goal - self.exact) < abs(goal - old[-1].exact) else old[-1]

    def hold(self, target):
        """Take a target of the place into account; those of an older cycle give way to the newest that had begun."""
        if target.kind == TargetKind.INTERIM:
            self.interim.append(target)
        elif target.kind == TargetKind.ADOPTED:
            self.target = in_force([one for one in (self.target, target) if one], self.fall_year)

    @property
    def is_before_the_plan(self):
        """The latest figure is of a school year that ended before the plan began: it cannot speak for the plan."""
        return self.now.fall_year + 1 <= plan_years(self.target)[0]

    @property
    def share_of_time(self):
        """How much of the plan's time had passed at the end of the figure's school year, 0 to 1."""
        start, end = plan_years(self.target)
        return min(max(Decimal(self.now.fall_year + 1 - start) / (end - start), Decimal(0)), Decimal(1))

    # ------------------------------------------------------------------ in words

    @property
    def baseline_text(self):
        return "" if self.baseline is None else amount(self.baseline, self.unit, exact=True)

    @property
    def target_text(self):
        return target_text(self.target, self.unit) if self.target else ""

    @property
    def direction_text(self):
        return _("Higher is better") if self.is_higher_better else _("Lower is better")

    @property
    def is_higher_better(self):
        return self.indicator.direction == Direction.HIGHER

    @property
    def progress_text(self):
        """One sentence on the way covered; empty where there is no figure."""
        if self.exact is None or self.target is None:
            return ""
        if self.status == Status.MET:
            return _("The target is met.")
        if self.is_school:
            return ""
        if self.is_broken:
            return series_breaks.why(self.broken_in)
        if not self.is_baseline_comparable:
            return _("The plan's baseline comes from another test, so no progress from it can be stated.")
        if self.is_before_the_plan:
            return _("The latest figure is from before the plan began, so it cannot show progress yet.")
        if self.progress <= 0:
            return _("No part of the way from the baseline to the target has been covered.")
        words = {"share": self.way_text}
        return _("%(share)s of the way from the baseline to the target has been covered.") % words

    @property
    def way_text(self):
        """How much of the way is covered, in whole percents: what has begun does not read 0, and what is not done does
        not read 100."""
        percent = rounded(100 * self.progress, 0)
        if 0 < self.progress < 1:
            percent = min(max(percent, 1), 99)
        return amount(max(percent, 0), Unit.PERCENT, exact=True)

    @property
    def progress_beside_rule(self):
        """`progress_text` for where `rule_text` stands beside it; empty where the rule says the way already."""
        return "" if self.is_judged and not self.step else self.progress_text

    @property
    def is_judged(self):
        """Whether the status follows from a pace or a step, whose numbers say more than the word."""
        return self.status in (Status.ON_TRACK, Status.BEHIND, Status.STALLED)

    @property
    def rule_text(self):
        """By which rule the status is what it is, with its numbers: stands beside the word."""
        status = self.status
        if status in (Status.NO_DATA, Status.NO_TARGET, Status.NOT_MET, Status.MET):
            is_said = status in (Status.NOT_MET, Status.MET) and self.is_broken
            return f"{RULES[status]} {series_breaks.why(self.broken_in)}" if is_said else str(RULES[status])
        words = {"now": self.now.text, "year": self.now.year_label}
        if self.step:
            words["step"] = target_text(self.step, self.unit)
            held = _("The step set for %(year)s is %(step)s; the figure is %(now)s.") % words
        else:
            words["way"] = self.way_text
            words["time"] = amount(rounded(100 * self.share_of_time, 0), Unit.PERCENT, exact=True)
            words["due"] = self.target.school_year_label
            held = _("By %(year)s %(way)s of the way was covered, and %(time)s of the plan's time had passed.") % words
            if self.now.fall_year > self.target.target_fall_year:
                held = _("The target was due in %(due)s; by %(year)s %(way)s of the way was covered.") % words
        if status != Status.STALLED:
            return held
        words |= {"before": self.stalled_since.text, "before_year": self.stalled_since.year_label}
        stalled = _("It is no nearer to the target than in %(before_year)s (%(before)s).") % words
        return f"{held} {stalled}"

    @property
    def sentence(self):
        """What the series says: the title of its chart."""
        drawn = [one for one in self.series if one.exact is not None and one.instrument == self.now.instrument]
        drawn = series_breaks.counted_alike(self.indicator, drawn)
        if not drawn:
            return _("%(indicator)s: no figure to draw yet.") % {"indicator": self.indicator.name}
        first, last = drawn[0], drawn[-1]
        words = {
            "indicator": self.indicator.name,
            "first": first.text,
            "last": last.text,
            "first_year": first.year_label,
            "last_year": last.year_label,
        }
        if len(drawn) == 1:
            return _("%(indicator)s: %(last)s in %(last_year)s.") % words
        if last.exact > first.exact:
            return _("%(indicator)s rose from %(first)s in %(first_year)s to %(last)s in %(last_year)s.") % words
        if last.exact < first.exact:
            return _("%(indicator)s fell from %(first)s in %(first_year)s to %(last)s in %(last_year)s.") % words
        return _("%(indicator)s stood at %(last)s in both %(first_year)s and %(last_year)s.") % words


def target_text(target, unit):
    """A target with its comparator: "at least 90%", "less than 10%"."""
    value = amount(target.target_value, unit, exact=True)
    if target.comparator == Comparator.AT_LEAST:
        return _("at least %(value)s") % {"value": value}
    if target.comparator == Comparator.AT_MOST:
        return _("at most %(value)s") % {"value": value}
    return _("less than %(value)s") % {"value": value}


RULES = {
    Status.MET: gettext_lazy("The latest figure satisfies the target."),
    Status.NO_DATA: gettext_lazy("No exact figure has been published up to the chosen school year."),
    Status.NO_TARGET: gettext_lazy("There is a figure, but no target is set for this school or group."),
    Status.NOT_MET: gettext_lazy("The target is not met, and the way to it cannot be measured."),
}


def in_force(adopted, fall_year):
    """Of the adopted targets of several plan cycles the newest whose plan had begun by a school year, else the first;
    None where there is none."""
    in_order = sorted(adopted, key=lambda one: one.target_fall_year)
    begun = [one for one in in_order if plan_years(one)[0] <= fall_year]
    return next(reversed(begun), next(iter(in_order), None))


def measured_in(target):
    """The school year of the number from which a target is measured: that of its baseline, else the last before the
    plan began, for the plan prints none (facts 2.1)."""
    if target.baseline and target.baseline.fall_year:
        return target.baseline.fall_year
    return plan_years(target)[0] - 1


def set_in(target):
    """The school year in which a target was set: it is meant for what was counted then."""
    return school_years.fall_year_of(timezone.localdate(target.set_at))


def plan_years(target):
    """First and last calendar year of a target's plan cycle: "2015-2020" → (2015, 2020)."""
    end = target.target_fall_year + 1
    head = target.cycle[:4]
    start = int(head) if head.isdigit() else end - 5
    return (start, end) if start < end else (end - 1, end)


def standings(targets, figures, fall_year, *, school=None, mergers=None):
    """A `Standing` per indicator of the adopted targets, in the plan's order, for the district or one school (its id).

    `targets`: adopted and interim ones for all students, with their indicators and baselines; `figures`: published
    figures of the place for all students, of any year and instrument. A school is held against the adopted percentages,
    as the plan says of graduation, but not against counts of the whole district. `mergers`: the school's
    (`school_breaks`), where they have been read for many schools at once.
    """
    found = {}
    if mergers is None:
        mergers = school_breaks.of(school) if school else []
    for target in targets:
        indicator = school_breaks.seen_at(target.indicator, mergers)
        standing = found.setdefault(target.indicator_id, Standing(indicator, fall_year, is_school=bool(school)))
        is_percent = target.indicator.unit == Unit.PERCENT
        is_own = target.kind == TargetKind.INTERIM and target.school_id == school
        if is_own or (target.kind == TargetKind.ADOPTED and (is_percent or not school)):
            standing.hold(target)
    by_instrument = {}
    for one in figures:
        if one.fall_year <= fall_year:
            by_instrument.setdefault(one.indicator, {}).setdefault(one.instrument, []).append(one)
    for standing in found.values():
        add_series(standing, by_instrument.get(standing.indicator.pk, {}))
    return sorted(found.values(), key=lambda standing: standing.indicator.position)


def add_series(standing, by_instrument):
    """What is held against the target, and the latest figure of each other series of the indicator."""
    standing.series = counterparts.main_figures(standing.indicator, by_instrument)
    used = {one.instrument for one in standing.series}
    for instrument in instruments.of_indicator(standing.indicator.pk):
        others = by_instrument.get(instrument.code)
        if others and instrument.code not in used and not instrument.is_context:
            standing.related.append(max(others, key=lambda one: one.fall_year))
