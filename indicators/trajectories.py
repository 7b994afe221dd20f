"""What it takes from today to reach a target: so much a year, beside what was reached a year so far.

The straight line is the portal's arithmetic and no plan of anybody's: it is drawn thin and dashed, and says so
(facts 2.1: nobody may take it for the plan's).
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators import series_breaks
from indicators.cells import Figure
from indicators.models import IndicatorTarget
from indicators.models.reference import TargetKind, Unit
from indicators.standings import measured_in, plan_years, set_in, target_text


@dataclass(frozen=True)
class Trajectory:
    """From the newest figure to a target of a later school year. `first`: the figure from which the pace so far is
    counted, of the same series; None where there is only one."""

    target: IndicatorTarget
    now: Figure
    first: Figure | None
    unit: str

    @property
    def years_left(self):
        return self.target.target_fall_year - self.now.fall_year

    @property
    def needed(self):
        """Points (or cases) a year from now on; negative where it has to fall."""
        return (self.target.target_value - self.now.exact) / self.years_left

    @property
    def reached(self):
        """Points (or cases) a year so far; None where there is nothing to compare with."""
        if self.first is None:
            return None
        return (self.now.exact - self.first.exact) / (self.now.fall_year - self.first.fall_year)

    @property
    def ends(self):
        """Where its line begins and ends: ((year, value), (year, value))."""
        return (
            (self.now.fall_year, self.now.exact),
            (self.target.target_fall_year, self.target.target_value),
        )

    # ------------------------------------------------------------------ in words

    @property
    def goal_text(self):
        return target_text(self.target, self.unit)

    @property
    def needed_text(self):
        words = {
            "goal": self.goal_text,
            "goal_year": self.target.school_year_label,
            "now": self.now.text,
            "now_year": self.now.year_label,
            "amount": pace(self.needed, self.unit),
        }
        if self.needed > 0:
            text = _("From %(now)s in %(now_year)s to %(goal)s by %(goal_year)s it has to rise by %(amount)s a year.")
        else:
            text = _("From %(now)s in %(now_year)s to %(goal)s by %(goal_year)s it has to fall by %(amount)s a year.")
        return text % words

    @property
    def reached_text(self):
        if self.first is None:
            return _("There is no earlier figure of this series to compare with.")
        words = {
            "first_year": self.first.year_label,
            "now_year": self.now.year_label,
            "amount": pace(self.reached, self.unit),
        }
        if not self.reached:
            return _("From %(first_year)s to %(now_year)s it did not move.") % words
        if self.reached > 0:
            return _("From %(first_year)s to %(now_year)s it rose by %(amount)s a year.") % words
        return _("From %(first_year)s to %(now_year)s it fell by %(amount)s a year.") % words

    @property
    def text(self):
        return f"{self.needed_text} {self.reached_text}"

    @property
    def label(self):
        """What the dashed line of a chart is."""
        words = {"goal": self.goal_text, "year": self.target.school_year_label}
        return _("needed from today to reach %(goal)s by %(year)s: worked out by the portal, set by no plan") % words


def pace(value, unit):
    """So much a year, without its sign: "2.1 points", "35"."""
    places = Decimal("0.1") if unit == Unit.PERCENT or abs(value) < 10 else Decimal(1)
    rounded = abs(value).quantize(places, ROUND_HALF_UP)
    shown = number_format(rounded, 1 if places < 1 else 0, use_l10n=True, force_grouping=True)
    return _("%(number)s points") % {"number": shown} if unit == Unit.PERCENT else shown


def goal_of(standing):
    """The target to come that a place is on its way to: the adopted one, else the last that the district set for it;
    None where all years of targets are over, or nothing is left to reach."""
    if standing.exact is None:
        return None
    own = sorted(standing.interim, key=lambda one: one.target_fall_year)
    last_own = own[-1:] if standing.is_school else []
    for target in [*last_own, *([standing.target] if standing.target else []), *own[-1:]]:
        if target.target_fall_year > standing.now.fall_year:
            return None if target.is_met_by(standing.exact) else target
    return None


def of(standing):
    """The `Trajectory` of a standing; None where there is no target ahead, or it is met already."""
    goal = goal_of(standing)
    if goal is None or goal.target_value == standing.exact:
        return None
    if broken_in(standing, goal) is not None:
        return None
    begin = plan_years(goal)[0] - 1
    same = [one for one in standing.series if one.exact is not None and one.instrument == standing.now.instrument]
    same = series_breaks.counted_alike(standing.indicator, same)
    earlier = [one for one in same if one.fall_year < standing.now.fall_year]
    within = [one for one in earlier if one.fall_year >= begin] or earlier[-STEPS_BACK:]
    return Trajectory(goal, standing.now, next(iter(within), None), standing.unit)


def way_text(standing):
    """What it takes from today, or why there is nothing to reach; empty where nothing can be said."""
    found = of(standing)
    if found:
        return found.text
    goal = goal_of(standing)
    broken = broken_in(standing, goal) if goal else None
    return over_text(standing) if broken is None else f"{series_breaks.why(broken)} {NEW_TARGET}"


def broken_in(standing, goal):
    """The school year from which another definition counts than the one for which the goal was set; None where it is
    the same."""
    meant_in = measured_in(goal) if goal.kind == TargetKind.ADOPTED else set_in(goal)
    return series_breaks.crossed(standing.indicator, meant_in, standing.now.fall_year)


NEW_TARGET = gettext_lazy("The target was set for the definition before; it takes a restated baseline or a new target.")


STEPS_BACK = 5  # figures before a plan began by which the pace is judged, where none is newer


def over_text(standing):
    """Why there is no way to draw, in words: the last target's year is over, or it is met; empty where neither."""
    if standing.exact is None or standing.target is None or of(standing):
        return ""
    goal = goal_of(standing)
    if goal is None and standing.target.target_fall_year <= standing.now.fall_year and not standing.interim:
        words = {"year": standing.target.school_year_label}
        return _("The year of the target, %(year)s, is over, and no later one is set.") % words
    return ""
