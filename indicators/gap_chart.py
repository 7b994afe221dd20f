"""Distances from a zero line over the years, a line per group. Pure: readings and words in, coordinates out.

The rules of `indicators.charts` hold: a missing year is a gap in the line, lines differ by dash and name.
"""

import math
from dataclasses import dataclass

from indicators.charts import TOP, Tick, nice_step, positions, short, thinned
from indicators.peers.lines import LEFT, Line, Lines, apart, known, runs, shortened

ZERO = -1  # the place of the zero line's name among those of the groups
STYLES = (2, 3, 4, 5, 6, 1, 0)  # dashes and colours; the boldest is for the last, as no group is the main one


class SignedScale:
    """Values below and above zero to coordinates; ends at round numbers, and zero is always on it."""

    def __init__(self, values, start, end):
        low, high = min([0.0, *values]), max([0.0, *values])
        self.step = nice_step(max(high - low, 1.0))
        self.low, self.high = math.floor(low / self.step), math.ceil(high / self.step)
        if self.low == self.high:
            self.high += 1
        self.start, self.end = start, end

    def __call__(self, value):
        share = (float(value) / self.step - self.low) / (self.high - self.low)
        return round(self.start + (self.end - self.start) * share, 1)

    def ticks(self, text):
        return [Tick(self(number * self.step), text(number * self.step)) for number in range(self.low, self.high + 1)]


@dataclass(frozen=True)
class GapLines(Lines):
    zero: float = 0
    zero_label: str = ""
    zero_label_y: float = 0


def gap_lines(words, named, *, text, zero_label):
    """`named` is [(name, {year: points or None})]; None where no group has a distance in any year."""
    drawn = [(name, known(by_year)) for name, by_year in named]
    drawn = [one for one in drawn if one[1]]
    if not drawn:
        return None
    years = sorted({year for _name, by_year in drawn for year in by_year})
    years = list(range(years[0], years[-1] + 1))
    bottom = Lines.height - 26
    scale = SignedScale([float(value) for _name, by_year in drawn for value in by_year.values()], bottom, TOP)
    place = positions(years, LEFT + 16, Lines.right)
    ends = {number: scale(by_year[max(by_year)]) for number, (_name, by_year) in enumerate(drawn)}
    name_places = apart(ends | {ZERO: scale(0)}, TOP, bottom)
    return GapLines(
        words=words,
        ticks=scale.ticks(text),
        years=thinned([Tick(place[year], short(year)) for year in years], room=58),
        lines=[
            Line(
                STYLES[number % len(STYLES)],
                shortened(name),
                runs(by_year, place, scale),
                [(place[year], scale(value)) for year, value in sorted(by_year.items())],
                place[max(by_year)],
                ends[number],
                name_places[number],
            )
            for number, (name, by_year) in enumerate(drawn)
        ],
        bottom=bottom,
        zero=scale(0),
        zero_label=zero_label,
        zero_label_y=name_places[ZERO],
    )
