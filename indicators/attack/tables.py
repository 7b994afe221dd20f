"""From what was read to a puzzle: the figures of one indicator in one school year, all series, dates and releases.

A reader knows more than is printed: the size of every group (enrolment is public), that a count lies between nothing
and that size, which groups and schools make up which others, the rule by which the gate hides, that students stand
behind events, that what is counted from the beginning of the year does not become less. All of that is in the puzzle
(facts 3.4). Built anew from the figures themselves; the gate's own sums are not used.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import combinations
from math import ceil, floor

from indicators.attack.puzzle import Puzzle
from indicators.dimensions import Dimension
from indicators.instruments import INSTRUMENTS, InstrumentUnit
from indicators.models.values import Shown
from indicators.suppression import Rule

DISTRICT = ""  # the place of a district row; schools have their codes
REST = "rest"  # of a breakdown: those in none of its groups
ELSEWHERE = "elsewhere"  # of a group: those in none of the schools
HALF = Decimal("0.5")
BANDED = 2  # so many values must a band keep

# Groups that others are part of. Whether "all other races" stands for or beside them, the sizes say.
MADE_OF = {("SES", "FRPM"): ("FREE", "REDUCED"), ("RACE_ETH", "OTHER"): ("AM", "AS", "PI", "MU")}
# The students behind the events.
BEHIND = {"DISTRICT_OSS_EVENTS": "DISTRICT_SUSPENDED_STUDENTS"}

# Series of the state that count the same as one of the district's own.
COUNTED_BY_STATE = {
    "DISTRICT_CHRONIC": ("EDSIGHT_CHRONIC", "NEXTGEN_IND4"),
    "DISTRICT_OSS_EVENTS": ("EDSIGHT_OSS_EVENTS",),
    "DISTRICT_GRAD_4YR": ("EDSIGHT_COHORT4", "NEXTGEN_IND8", "CTDATA_COHORT4"),
}


def difference(numbers):
    """What the first number has more than the others together; None where one is not known."""
    return None if None in numbers else numbers[0] - sum(numbers[1:])


@dataclass(frozen=True)
class Series:
    """One table: what was counted, by whom, when. `release` numbers what was published before; 0 is what stands."""

    instrument: str
    period: str
    as_of: str = ""
    release: int = 0


@dataclass(frozen=True)
class Told:
    """What a reader is told of one cell. `value` is the figure or the limit of its band."""

    shown: str
    value: Decimal | None = None
    numerator: int | None = None
    denominator: int | None = None
    is_state: bool = False


@dataclass(frozen=True)
class Kept:
    """What lies behind a cell: its students, if it is of them that a share is told, and how many were counted. A reader
    knows the first of every group. The second only tells whether two cells at two times are the same one, whether a
    list is of all or misses its sum, which cells are small; it never stands in the puzzle as a number."""

    size: int | None
    count: int | None


@dataclass
class Year:
    """All that is known of an indicator in a school year: {series: {cell: Told}}, and what lies behind each.

    `elsewhere`: what a file, a page or a document tells of cells that are hidden on the page of figures."""

    name: str
    told: dict = field(default_factory=dict)
    kept: dict = field(default_factory=dict)
    zero_may_show: bool = False
    elsewhere: dict = field(default_factory=dict)


def puzzle_of(year, rule=None):
    """The whole year as one puzzle. Cells have keys (place, dimension, group, series or the count they share)."""
    return _Building(year, rule or Rule()).puzzle


class _Building:
    def __init__(self, year, rule):
        self.year, self.rule = year, rule
        self.puzzle = Puzzle(year.name)
        self.cell_of = {}
        self.smallest = {}
        for series in sorted(year.told, key=_newest_first):
            self.add_series(series)
        self.add_elsewhere()
        self.add_counterparts()
        self.add_companions()
        self.add_dates()
        self.spare_partners()

    # ------------------------------------------------------------------ cells

    def key(self, series, cell):
        """What tells a number from all others. In an earlier release a cell with the same students and the same count
        is the same number: the reader may guess that nothing changed, and is right."""
        kept = self.kept(series, cell)
        if series.release and kept != self.kept(_now(series), cell):
            return *cell, series.instrument, series.period, series.as_of, kept
        return *cell, series.instrument, series.period, series.as_of, None

    def kept(self, series, cell):
        return self.year.kept.get(series, {}).get(cell)

    def size(self, series, cell):
        kept = self.kept(series, cell)
        return None if kept is None else kept.size

    def add_series(self, series):
        found = {cell: told for cell, told in self.year.told[series].items() if told.shown in WITH_A_NUMBER}
        self.cells = found
        for cell, told in found.items():
            self.add_cell(series, cell, told)
        places = defaultdict(lambda: defaultdict(set))
        groups = defaultdict(set)
        for place, dimension, group in found:
            places[place][dimension].add(group)
            groups[dimension, group].add(place)
        for place, dimensions in places.items():
            for dimension, members in dimensions.items():
                if dimension != Dimension.ALL:
                    self.add_breakdown(series, place, dimension, members)
        for (dimension, group), members in groups.items():
            if DISTRICT in members and len(members) > 1:
                parts = [(place, dimension, group) for place in sorted(members - {DISTRICT})]
                self.add_parts(series, (DISTRICT, dimension, group), parts, (ELSEWHERE, dimension, group))

    def add_cell(self, series, cell, told):
        key = self.key(series, cell)
        self.cell_of[key] = series, cell
        low, high = self.ends(series, cell, told)
        wanted = 0
        if told.shown == Shown.SUPPRESSED and not told.is_state:
            wanted = self.rule.min_numerator
        elif told.shown in (Shown.BAND_LOW, Shown.BAND_HIGH) and not told.is_state:
            wanted = BANDED
        if key in self.puzzle.bounds:  # told at another time as well
            before = self.puzzle.bounds[key]
            low = max(low, before[0])
            high = before[1] if high is None else high if before[1] is None else min(high, before[1])
            if not self.puzzle.hidden.get(key):
                wanted = 0  # was shown
            if low == high and not wanted:
                self.puzzle.hidden.pop(key, None)
        self.puzzle.hidden.pop(key, None)
        self.puzzle.number(key, low, high, hidden=wanted)

    def add_elsewhere(self):
        """What is hidden on the page and told somewhere else stays a secret that the reader knows."""
        for series, found in self.year.elsewhere.items():
            for cell, told in found.items():
                key = self.key(series, cell)
                if key in self.puzzle.hidden:
                    self.puzzle.bounds[key] = self.ends(series, cell, told)

    def ends(self, series, cell, told):
        """Between which numbers the count lies, by what is printed of it."""
        size = self.size(series, cell)
        if told.shown == Shown.VALUE:
            if told.numerator is not None:
                return int(told.numerator), int(told.numerator)
            if self.is_count(series):
                return int(told.value), int(told.value)
            if told.denominator is None and size is None:
                return 0, None
            return _around(told.value, size if told.denominator is None else told.denominator)
        if told.shown == Shown.BAND_LOW and size is not None:
            return self.rule.min_numerator, floor(told.value * size / 100)
        if told.shown == Shown.BAND_HIGH and size is not None:
            return ceil(told.value * size / 100), size - self.rule.min_complement
        return 0, size

    def is_count(self, series):
        """Whether the series prints counts: then no share is taken of anybody."""
        known = INSTRUMENTS.get(series.instrument)
        return known is not None and known.unit == InstrumentUnit.COUNT

    # ------------------------------------------------------------------ what adds up

    def add_breakdown(self, series, place, dimension, members):
        whole = (place, Dimension.ALL, "ALL")
        for (held, parent), possible in MADE_OF.items():
            parts = members & set(possible)
            if held != dimension or parent not in members or not parts:
                continue
            beside = [(place, dimension, group) for group in members]
            if parent == "OTHER" and whole in self.cells and self.rest_of(series, whole, beside) == (0, 0):
                continue
            inside = [(place, dimension, group) for group in sorted(parts)]
            self.add_parts(series, (place, dimension, parent), inside, (place, dimension, f"{REST} of {parent}"))
            members = members - parts
        if whole in self.cells:
            groups = [(place, dimension, group) for group in sorted(members)]
            self.add_parts(series, whole, groups, (place, dimension, REST))

    def add_parts(self, series, whole, parts, rest):
        """The parts and whoever is in none of them make the whole; where they may overlap, nothing is known."""
        ends = self.rest_of(series, whole, parts)
        if ends is None:
            return
        keys = [self.key(series, cell) for cell in parts]
        low, high = ends
        if (low, high) != (0, 0):
            key = (*rest, series, whole)
            self.puzzle.number(key, low, high)
            if high:
                self.note_small(series, rest, high)
            keys.append(key)
        self.puzzle.equal(self.key(series, whole), keys)

    def rest_of(self, series, whole, parts):
        """Between which numbers the rest lies; (0, 0) where the list is of all; None where parts overlap.

        Figures that do not add up, though their groups do, are taken to miss the sum by a number that the reader
        knows; figures that leave more than there are students tie nothing together.
        """
        kept = [self.kept(series, cell) for cell in (whole, *parts)]
        if any(one is None for one in kept):
            return 0, None
        size, count = (difference([getattr(one, measure) for one in kept]) for measure in ("size", "count"))
        if size is not None:
            if size < 0:
                return None
            if count is None:
                return 0, size
            if not size:
                return count, count
            return (0, size) if 0 <= count <= size else None
        if count is None or count > 0:
            return 0, None
        return (0, 0) if count == 0 else None

    # ------------------------------------------------------------------ how far open

    def note_small(self, series, cell, size):
        place, dimension, group = cell
        for line in (place,), (place, dimension), (dimension, group):
            self.smallest[series, line] = min(size, self.smallest.get((series, line), size))

    def is_small(self, kept):
        """Whether a cell is hidden for its own sake; else it is hidden so that another does not come out."""
        if kept is None or kept.count is None:
            return True
        if kept.size is None:
            return kept.count < self.rule.min_numerator
        shown_from = self.rule.min_numerator, self.rule.min_complement, self.rule.min_denominator
        return any(one < least for one, least in
                   zip((kept.count, kept.size - kept.count, kept.size), shown_from, strict=True))  # fmt: skip

    def spare_partners(self):
        """What is hidden only so that a group of four does not come out cannot be more open than these four are."""
        hidden = {key: found for key, found in self.cell_of.items() if key in self.puzzle.hidden}
        for series, cell in hidden.values():
            kept = self.kept(series, cell)
            if self.is_small(kept) and kept is not None and kept.size:
                self.note_small(series, cell, kept.size)
        for key, (series, cell) in hidden.items():
            if not self.is_small(self.kept(series, cell)):
                self.puzzle.for_others.add(key)
                place, dimension, group = cell
                lines = ((place,) if dimension == Dimension.ALL else (place, dimension)), (dimension, group)
                sizes = [self.smallest[series, line] for line in lines if (series, line) in self.smallest]
                self.puzzle.hidden[key] = max(BANDED, min([self.puzzle.hidden[key], *(size + 1 for size in sizes)]))

    # ------------------------------------------------------------------ between series

    def add_counterparts(self):
        """What the state prints of the same count says what the district's own is, as near as it is rounded."""
        for series in [one for one in self.year.told if one.instrument in COUNTED_BY_STATE and not one.as_of]:
            for instrument in COUNTED_BY_STATE[series.instrument]:
                for cell, told in self.year.told.get(Series(instrument, series.period), {}).items():
                    key, size = self.key(series, cell), self.size(series, cell)
                    if key not in self.puzzle.hidden or told.shown != Shown.VALUE:
                        continue
                    if size is not None or self.is_count(series):
                        low, high = _around(told.value, size) if size is not None else (int(told.value),) * 2
                        self.puzzle.bounds[key] = low, high
                        del self.puzzle.hidden[key]  # the state has told it

    def add_companions(self):
        """No fewer events than students behind them, and none without any."""
        for series in self.year.told:
            behind = Series(BEHIND.get(series.instrument, ""), series.period, series.as_of, series.release)
            if behind not in self.year.told:
                continue
            for cell in self.year.told[series]:
                events, students = self.key(series, cell), self.key(behind, cell)
                if events in self.puzzle.bounds and students in self.puzzle.bounds:
                    self.puzzle.between({events: 1, students: -1}, 0, None)

    def add_dates(self):
        """Between two dates lies a number of its own (facts 3.4, leak 3); what only grows does not become less."""
        by_instrument = defaultdict(list)
        for series in self.year.told:
            if not series.release:
                by_instrument[series.instrument].append(series)
        for found in by_instrument.values():
            for earlier, later in combinations(sorted(found, key=lambda one: (one.as_of or "9999", one.period)), 2):
                for cell in set(self.year.told[earlier]) & set(self.year.told[later]):
                    self.add_step(earlier, later, cell)

    def add_step(self, earlier, later, cell):
        first, then = self.key(earlier, cell), self.key(later, cell)
        if first not in self.puzzle.bounds or then not in self.puzzle.bounds:
            return
        if self.is_count(later):
            self.puzzle.between({then: 1, first: -1}, 0, None)
        counts = self.kept(earlier, cell), self.kept(later, cell)
        if any(one is None or one.count is None for one in counts):
            return
        if abs(counts[1].count - counts[0].count) < self.rule.min_numerator and not self.is_open_zero(counts):
            told = self.year.told[earlier][cell], self.year.told[later][cell]
            if any(one.is_state for one in told):
                return
            key = (*cell, "between", earlier, later)
            most = max((size for size in (self.size(earlier, cell), self.size(later, cell)) if size), default=10**6)
            self.puzzle.number(key, -most, most, hidden=self.rule.min_numerator)
            self.puzzle.between({then: 1, first: -1, key: -1}, 0, 0)

    def is_open_zero(self, counts):
        return self.year.zero_may_show and all(one.count == 0 for one in counts)


WITH_A_NUMBER = (Shown.VALUE, Shown.BAND_LOW, Shown.BAND_HIGH, Shown.SUPPRESSED)


def _now(series):
    return Series(series.instrument, series.period, series.as_of)


def _newest_first(series):
    return series.release != 0, -series.release, series.instrument, series.period, series.as_of


def _around(value, size):
    """The counts of `size` students that are printed as this rate."""
    places = max(-value.normalize().as_tuple().exponent, 1)
    half = HALF.scaleb(-places)
    low, high = max(ceil((value - half) * size / 100), 0), min(floor((value + half) * size / 100), int(size))
    return (low, high) if low <= high else (0, int(size))  # a rate of other students than we know of


__all__ = ["DISTRICT", "Kept", "Series", "Told", "Year", "puzzle_of"]
