"""Distances from a zero line over the years, a line per group, by dash and name."""

import math
import textwrap
from dataclasses import dataclass

from indicators.charts.named_lines import (
    BETWEEN_NAMES,
    Line,
    Lines,
    apart,
    between,
    ends_of,
    lines_of,
    places_of_years,
    shortened,
    ticks_of_years,
    with_values,
)
from indicators.charts.scales import BOTTOM, TOP, WIDTH, Tick, nice_step

ZERO = -1  # the place of the zero line's name among those of the groups
NAMES = 138  # room for a name in two lines: groups have long names, and half a name is another group's
LONGEST_LINE = 22
BETWEEN_LONG_NAMES = 28
SECOND_LINE = 10  # by so much a name in two lines stays clear of the years below
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
class GapLine(Line):
    @property
    def names(self):
        """The (distance from `name_y`, text) of each line of its name."""
        lines = in_lines(self.name)
        return ((4, lines[0]),) if len(lines) == 1 else ((-2, lines[0]), (11, lines[1]))


@dataclass(frozen=True)
class GapLines(Lines):
    right: int = WIDTH - NAMES
    name_x: int = WIDTH - NAMES + 14
    zero: float = 0
    zero_label: str = ""
    zero_label_y: float = 0


def gap_lines(words, named, *, text, zero_label, breaks=()):
    """`named` is [(name, {year: points or None})]; None where no group has a distance in any year. `breaks`: years
    whose figures are counted differently from those before, across which no line is drawn."""
    drawn = with_values((0, name, by_year) for name, by_year in named)
    if not drawn:
        return None
    drawn = [(number, name, by_year) for number, (_number, name, by_year) in enumerate(drawn)]
    room = BETWEEN_LONG_NAMES if any(len(in_lines(name)) > 1 for _number, name, _by_year in drawn) else BETWEEN_NAMES
    height = max(Lines.height, TOP + (len(drawn) + 1) * room + BOTTOM)
    bottom = height - BOTTOM
    values = [float(value) for _number, _name, by_year in drawn for value in by_year.values()]
    scale = SignedScale(values, bottom, TOP)
    lowest = bottom - SECOND_LINE if room == BETWEEN_LONG_NAMES else bottom
    places = apart(ends_of(drawn, scale) | {ZERO: scale(0)}, TOP, lowest, room)
    right = GapLines.right
    return GapLines(
        words=words,
        ticks=scale.ticks(text),
        lines=lines_of(drawn, scale, places, style=style_of, right=right, line=GapLine, breaks=breaks),
        years=ticks_of_years(drawn, right),
        bottom=bottom,
        height=height,
        breaks=between(breaks, places_of_years(drawn, right)),
        zero=scale(0),
        zero_label=shortened(zero_label, LONGEST_LINE),
        zero_label_y=places[ZERO],
    )


def style_of(number):
    return STYLES[number % len(STYLES)]


def in_lines(name):
    """A name in one line or two; what two cannot hold is cut short."""
    lines = textwrap.wrap(name, LONGEST_LINE)
    return lines if len(lines) <= 2 else [lines[0], shortened(" ".join(lines[1:]), LONGEST_LINE)]
