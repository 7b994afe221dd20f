"""A line over the years: a figure a year, its target, what is proposed on the way; or small, for a cell of a table."""

from dataclasses import dataclass, field
from itertools import groupby

from district import school_years
from indicators.charts.scales import (
    BOTTOM,
    LEFT,
    RIGHT,
    TEXT_WIDTH,
    TOP,
    WIDTH,
    Mark,
    Scale,
    Tick,
    Words,
    anchored,
    positions,
    thinned,
)


@dataclass(frozen=True)
class Trend:
    words: Words
    ticks: list
    years: list
    lines: list
    marks: list
    breaks: list
    target: Tick | None
    proposals: list
    proposal_label: str = ""
    needed: str = ""
    needed_label: str = ""
    shapes: list = field(default_factory=list)
    left: int = LEFT
    right: int = WIDTH - RIGHT
    bottom: int = 0
    width: int = WIDTH
    height: int = 200


LABEL_HEIGHT = 11
AHEAD = 5  # years after the last reading for which proposals are drawn
WAY_AHEAD = 8  # and for which the way to a target is


@dataclass(frozen=True)
class Reading:
    """One year of a series: `value` None is a gap, with `mark` where something stands there ("*", "≤5%").

    `shape`: dot for a final figure, ring for a preliminary one, square for one that was restated.
    """

    year: int
    year_label: str
    value: float | None
    label: str
    series: str = ""
    mark: str = ""
    shape: str = "dot"


def trend(words, readings, *, text, target=None, target_label="", **options):
    """The readings of consecutive years. A missing year is a gap; a change of series ends the line and says so.

    Options: `proposals`, (year, value, label) of interim targets, drawn as open diamonds and never as a path, some
    years ahead too, and `proposal_label`, what the diamonds are;
    `needed`, (year, value) of the newest reading and of the target: a thin dashed line between them, as far as years
    are drawn, and `needed_label`, what it is;
    `shape_labels`, {shape: words} for the key of figures that are not simply final;
    `changes`, years whose figures are not counted as those before; `most`, where the scale ends at the latest.
    """
    height, bottom = Trend.height, Trend.height - BOTTOM
    proposals = options.get("proposals", ())
    way = cut_short(options.get("needed"), readings[-1].year + WAY_AHEAD)
    ahead = [year for year, _value, _label in proposals if year <= readings[-1].year + AHEAD]
    last = max([readings[-1].year, *ahead, *(year for year, _value in way)])
    years = list(range(readings[0].year, last + 1))
    values = [one.value for one in readings] + [target] + [value for _year, value, _label in proposals]
    values += [value for _year, value in way]
    scale = Scale(values, bottom, TOP, most=options.get("most"))
    place = positions(years, LEFT + 26, WIDTH - RIGHT - 22)
    year_labels = {one.year: one.year_label for one in readings}
    changes = [year for year in options.get("changes", ()) if year in place and year - 1 in place]
    steps = [round((place[year - 1] + place[year]) / 2, 1) for year in changes]
    return Trend(
        words=words,
        ticks=scale.ticks(text),
        years=thinned([Tick(x, year_labels.get(year) or school_years.label(year)) for year, x in place.items()]),
        lines=lines(readings, place, scale),
        marks=value_marks(readings, place, scale, bottom, TargetLine.of(scale, target, target_label)),
        breaks=sorted({*breaks(readings, place), *steps}),
        target=None if target is None else Tick(scale(target), target_label),
        proposals=[
            Mark(place[year], scale(value), name, "diamond") for year, value, name in proposals if year in place
        ],
        proposal_label=options.get("proposal_label", ""),
        needed=" ".join(f"{place[year]:g},{scale(value):g}" for year, value in way),
        needed_label=options.get("needed_label", "") if way else "",
        shapes=shapes_of(readings, options.get("shape_labels", {})),
        bottom=bottom,
        height=height,
    )


def cut_short(ends, last):
    """Both ends of a straight way, the further one no later than `last`; empty where there is none."""
    if not ends:
        return ()
    (start, low), (end, high) = ends
    if end <= last:
        return ends
    return (start, low), (last, low + (high - low) * (last - start) / (end - start))


def shapes_of(readings, labels):
    """[(shape, words)] of the shapes that are drawn and are not the usual dot."""
    drawn = {one.shape for one in readings if one.value is not None}
    return [(shape, words) for shape, words in labels.items() if shape in drawn]


def lines(readings, place, scale):
    """Runs of consecutive years of one series, as SVG points; a run of one is only its dot."""
    drawn = [one for one in readings if one.value is not None]
    runs = groupby(enumerate(drawn), key=lambda pair: (pair[1].year - pair[0], pair[1].series))
    runs = [[one for _number, one in run] for _key, run in runs]
    return [" ".join(f"{place[one.year]:g},{scale(one.value):g}" for one in run) for run in runs if len(run) > 1]


@dataclass(frozen=True)
class TargetLine:
    """The dashed line of a target at the height `y`, with its words above its end, from `begin` on."""

    y: float
    begin: float

    @classmethod
    def of(cls, scale, target, label):
        return None if target is None else cls(scale(target), WIDTH - RIGHT - len(label) * TEXT_WIDTH)

    def is_hit_by(self, label_y, label_end):
        """Whether a label on that base line, which ends there, touches the line or its words."""
        head, foot = label_y - LABEL_HEIGHT, label_y + 3
        top = self.y - LABEL_HEIGHT - 8 if label_end > self.begin else self.y - 2
        return head < self.y + 2 and foot > top


def value_marks(readings, place, scale, bottom, target_line=None):
    """A dot per figure, a star where it is suppressed or banded; the first and the last figure are written out."""
    drawn = [one for one in readings if one.value is not None]
    written = {one.year for one in [*drawn[:1], *drawn[-1:]]}
    marks = []
    for one in readings:
        x = place[one.year]
        if one.value is not None:
            y = scale(one.value)
            anchor, label_x = anchored(x, one.label)
            label_y = label_height(y, bottom, target_line, one, drawn, label_end(anchor, label_x, one.label))
            marks.append(Mark(x, y, one.label if one.year in written else "", one.shape, anchor, label_x, label_y))
        elif one.mark:
            marks.append(Mark(x, bottom - 6, one.mark, "star", "middle", x, bottom - 6))
    return marks


def label_end(anchor, x, label):
    """How far a label reaches to the right."""
    return x + {"start": 1, "middle": 0.5, "end": 0}[anchor] * len(label) * TEXT_WIDTH


def label_height(y, bottom, target_line, one, drawn, end):
    """The base line of a point's label: on the side that its line leaves free, unless the target's words are there."""
    above, below = y - 9, y + 20
    places = [below, above] if comes_from_above(one, drawn) else [above, below]
    places = [place for place in places if place + 4 < bottom] or [above]
    free = [place for place in places if target_line is None or not target_line.is_hit_by(place, end)]
    return (free or places)[0]


def comes_from_above(one, drawn):
    """Whether the line beside a point lies above it, so that the label must stand below."""
    number = drawn.index(one)
    beside = drawn[number - 1] if number else drawn[1] if len(drawn) > 1 else None
    return beside is not None and beside.value > one.value


def breaks(readings, place):
    """Half-way between two series: a line may not be drawn across it."""
    pairs = zip(readings, readings[1:], strict=False)
    return [round((place[a.year] + place[b.year]) / 2, 1) for a, b in pairs if a.series != b.series]


@dataclass(frozen=True)
class Spark:
    words: Words
    lines: list
    end: Mark | None
    width: int = 96
    height: int = 26


def sparkline(words, readings, most=None, highest=None):
    """A trend without axes, for a table cell. `highest`: the greatest of all values that are drawn to one scale."""
    if sum(one.value is not None for one in readings) < 2:
        return None  # a point is no trend
    place = positions(list(range(readings[0].year, readings[-1].year + 1)), 4, 88)
    scale = Scale([*(one.value for one in readings), highest], Spark.height - 4, 4, most=most)
    last = [one for one in readings if one.value is not None][-1]
    return Spark(words, lines(readings, place, scale), Mark(place[last.year], scale(last.value)))
