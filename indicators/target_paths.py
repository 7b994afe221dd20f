"""Paths of interim targets: worked out from where an indicator starts to its adopted target, then edited by hand.

The plan sets no yearly steps (facts 2.1): a path is the district's proposal like any other interim target. It ends the
year before the adopted target is due; that year keeps the plan's own.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.conf import settings
from django.db import models
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district import school_years
from indicators import targets
from indicators.cells import amount
from indicators.models import IndicatorTarget, PublicationStamp
from indicators.models.reference import Unit
from indicators.standings import plan_years, target_text

TENTH = Decimal("0.1")


class Way(models.TextChoices):
    EVEN = "EVEN", gettext_lazy("Even steps: the same amount each year")
    RELATIVE = "RELATIVE", gettext_lazy("Equal relative change: the same share of the value each year")


@dataclass(frozen=True)
class Scope:
    """For whom: a group of a breakdown, in the district or in one school."""

    dimension: str
    group: str
    school: object = None

    @property
    def is_whole(self):
        """All students of the whole district, of whom alone the plan prints a baseline."""
        return self.dimension == "ALL" and self.school is None


@dataclass(frozen=True)
class Path:
    """From `start_value` in `start_year` to the adopted `target`; the steps begin with `first_year`.

    `rounding`: counts are rounded to multiples of it; percents keep one decimal.
    """

    target: IndicatorTarget
    scope: Scope
    start_year: int
    start_value: Decimal
    first_year: int
    way: str
    rounding: int = 1

    @property
    def indicator(self):
        return self.target.indicator

    @property
    def goal_year(self):
        return self.target.target_fall_year

    @property
    def years(self):
        return range(self.first_year, self.goal_year)

    def value(self, fall_year):
        """The step of one year, rounded, and never beyond the start or the goal for that."""
        start, goal = self.start_value, self.target.target_value
        share = Decimal(fall_year - self.start_year) / (self.goal_year - self.start_year)
        is_relative = self.way == Way.RELATIVE
        exact = start * (goal / start) ** share if is_relative else start + (goal - start) * share
        unit = Decimal(self.rounding) if self.indicator.unit == Unit.COUNT else TENTH
        rounded = (exact / unit).quantize(Decimal(1), ROUND_HALF_UP) * unit
        return min(max(rounded, min(start, goal)), max(start, goal))

    # ------------------------------------------------------------------ in words

    @property
    def start_text(self):
        return amount(self.start_value, self.indicator.unit, exact=True)

    @property
    def goal_text(self):
        return target_text(self.target, self.indicator.unit)

    def reason(self, *, by_hand=False):
        """Why a step is what it is, as a sentence to keep with it."""
        words = {
            "start": self.start_text,
            "start_year": school_years.label(self.start_year),
            "goal": self.goal_text,
            "goal_year": school_years.label(self.goal_year),
        }
        if by_hand:
            return _("Set by hand on the way from %(start)s in %(start_year)s to %(goal)s in %(goal_year)s.") % words
        if self.way == Way.RELATIVE:
            return (
                _("A step of equal relative change from %(start)s in %(start_year)s to %(goal)s in %(goal_year)s.")
                % words
            )
        return _("An even step from %(start)s in %(start_year)s to %(goal)s in %(goal_year)s.") % words


def cycle(target):
    """The school years of the plan cycle that an adopted target closes, as a range of fall years."""
    begin, end = plan_years(target)
    return range(begin, end)


def held(indicator, scope, years):
    """{fall year: the interim target that the district has set already}."""
    found = targets.proposals(indicator).filter(
        dimension=scope.dimension, group=scope.group, school=scope.school, target_fall_year__in=years
    )
    return {target.target_fall_year: target for target in found}


def save(*, path, steps, wording, by):
    """Propose all `steps`, {fall year: value}, at once; what the district had set for these years is replaced.

    For use inside `targets.writing`, after whoever asks has seen what is replaced. A step without a `wording` says
    how it was worked out. What was replaced stays in the history.
    """
    before = held(path.indicator, path.scope, list(steps))
    for fall_year, value in steps.items():
        step = before.get(fall_year) or targets.blank(path.indicator, scope=path.scope)
        step.target_fall_year, step.target_value = fall_year, value
        step.comparator, step.cycle = path.target.comparator, path.target.cycle
        step.set_by, step.set_at = by, timezone.now()
        give_reason(step, wording or reasons(path, by_hand=value != path.value(fall_year)))
        step.save()
    PublicationStamp.advance()


def reasons(path, *, by_hand):
    """{language: the reason of a step}."""
    found = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found[language] = path.reason(by_hand=by_hand)
    return found


def give_reason(step, wording):
    """Words typed in one language stand for all until somebody says them in the other."""
    for language, _name in settings.LANGUAGES:
        setattr(step, f"wording_{language}", wording if isinstance(wording, str) else wording[language])
