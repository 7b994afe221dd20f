"""Targets of the gap between a group and all students: set, adopted, and how each one stands.

They start from a published gap and are held against published ones, never against a hidden figure (decision 028).
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db import models, transaction
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district import school_years
from indicators import detail, gaps, series_breaks
from indicators.dashboards import BREAKDOWNS
from indicators.models import GapTarget, PublicationStamp

TENTH = Decimal("0.1")


class GapStatus(models.TextChoices):
    MET = "MET", gettext_lazy("Target met")
    ON_TRACK = "ON_TRACK", gettext_lazy("On track")
    BEHIND = "BEHIND", gettext_lazy("Behind")
    NOT_COMPARED = "NOT_COMPARED", gettext_lazy("Not compared")
    NO_DATA = "NO_DATA", gettext_lazy("No data")

    @property
    def kind(self):
        """The kind of tag that shows it (components/status_tag.html)."""
        return _KINDS[self.value]


_KINDS = {"MET": "good", "ON_TRACK": "active", "BEHIND": "warn", "NOT_COMPARED": "paused", "NO_DATA": "waiting"}


@dataclass(frozen=True)
class GapStanding:
    """A target and the newest exact `gaps.Gap` of its group in its series; None where none is published."""

    target: GapTarget
    now: object

    @property
    def year(self):
        return self.now.figure.fall_year

    @property
    def width(self):
        """How far the group is from all students now, in points, as it is printed."""
        return abs(self.now.points).quantize(TENTH, ROUND_HALF_UP)

    @property
    def broken_in(self):
        return series_breaks.crossed(self.target.indicator, self.target.start_fall_year, self.year)

    def path(self, fall_year):
        """How wide the gap would be in a school year if it narrowed by as much every year: arithmetic of the portal, no
        step that anybody set."""
        one = self.target
        share = Decimal(fall_year - one.start_fall_year) / (one.fall_year - one.start_fall_year)
        share = min(max(share, Decimal(0)), Decimal(1))
        return (one.start_points + (one.points - one.start_points) * share).quantize(TENTH, ROUND_HALF_UP)

    @property
    def status(self):
        if self.now is None or self.year <= self.target.start_fall_year:
            return GapStatus.NO_DATA
        if self.broken_in is not None:
            return GapStatus.NOT_COMPARED
        if self.width <= self.target.points:
            return GapStatus.MET
        return GapStatus.ON_TRACK if self.width <= self.path(self.year) else GapStatus.BEHIND

    # ------------------------------------------------------------------ in words

    @property
    def target_text(self):
        return _("at most %(points)s points") % {"points": plain(self.target.points)}

    @property
    def start_text(self):
        words = {"points": plain(self.target.start_points), "year": school_years.label(self.target.start_fall_year)}
        return _("%(points)s points in %(year)s") % words

    @property
    def now_text(self):
        if self.now is None:
            return ""
        return _("%(points)s points in %(year)s") % {"points": plain(self.width), "year": school_years.label(self.year)}

    @property
    def path_text(self):
        """Each year's step on the way, evenly, up to the target."""
        years = range(self.target.start_fall_year + 1, self.target.fall_year + 1)
        return "; ".join(f"{school_years.label(year)}: {plain(self.path(year))}" for year in years)

    @property
    def reason(self):
        """Why the status is what it is, with its numbers."""
        status = self.status
        if status == GapStatus.NO_DATA:
            return _("No later gap of this group is published: one of its two figures is missing, hidden or a limit.")
        if status == GapStatus.NOT_COMPARED:
            return series_breaks.why(self.broken_in)
        if status == GapStatus.MET:
            return _("The newest gap is no wider than the target.")
        words = {"year": school_years.label(self.year), "path": plain(self.path(self.year)), "now": plain(self.width)}
        said = _("On an even path the gap would be %(path)s points wide in %(year)s; it is %(now)s.") % words
        if self.year > self.target.fall_year:
            said = _("The target was due in %(due)s; the gap is %(now)s points wide.") % {
                "due": self.target.year_label, "now": plain(self.width)
            }  # fmt: skip
        return " ".join([said, _("The difference may be chance.")]) if self.may_be_chance else said

    @property
    def may_be_chance(self):
        """Whether the interval of the newest gap holds the path; False where the counts behind it are not shown."""
        interval = self.now.interval
        if interval is None:
            return False
        ends = sorted((abs(interval.low), abs(interval.high)))
        low = 0 if interval.holds_zero else ends[0]
        return low <= float(self.path(self.year)) <= ends[1]

    @property
    def origin(self):
        """What it is by: the district's proposal, or adopted by a decision."""
        one = self.target
        if one.is_adopted:
            return _("Adopted: %(decision)s") % {"decision": one.decision}
        return _("The district's proposal, not adopted yet")


def plain(value):
    value = Decimal(value).quantize(TENTH, ROUND_HALF_UP)
    return number_format(value, 0 if value == int(value) else 1, use_l10n=True)


def standings(found, series):
    """A `GapStanding` for each target of a breakdown; `series`: the `gaps.GapSeries` of the same reader. One query."""
    by_group = {one.group: one for one in series}
    targets = GapTarget.objects.filter(
        indicator=found.indicator, dimension=found.dimension, instrument=found.instrument
    )
    made = []
    for target in targets.select_related("set_by", "adopted_by"):
        target.indicator = found.indicator
        own = by_group.get(target.group)
        made.append(GapStanding(target, own.exact[-1] if own and own.exact else None))
    return made


def of_indicator(indicator, fall_year):
    """The standings of all targets of gaps of an indicator, in the order of breakdowns; empty where none is set, which
    is found out by one query. `fall_year` is the year up to which gaps are read."""
    set_for = set(GapTarget.objects.filter(indicator=indicator).values_list("dimension", flat=True))
    found = [detail.Detail(indicator, fall_year=fall_year, dimension=one) for one in BREAKDOWNS if one in set_for]
    return [standing for one in found for standing in standings(one, gaps.Gaps(one).series)]


def begins(series):
    """[(group, label, newest exact gap)] of the groups for whose gap a target can be set."""
    return [(one.group, one.label, one.exact[-1]) for one in series if one.exact and abs(one.exact[-1].points) >= TENTH]


@transaction.atomic
def save(target, *, by):
    if target._state.adding:
        target.set_by = by
    target.save()
    PublicationStamp.advance()
    return target


@transaction.atomic
def adopt(target, *, by, on, decision):
    """Record the decision that adopts a target; nobody can change it afterwards."""
    target.adopted_by, target.adopted_on, target.decision = by, on, decision
    target.save()
    PublicationStamp.advance()
    return target


@transaction.atomic
def remove(target):
    """Take a target that was not adopted off every page; its history stays."""
    target.delete()
    PublicationStamp.advance()
