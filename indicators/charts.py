"""Charts as geometry: where each dot, bar and word goes. Pure: figures and words in, coordinates out.

One template per shape in `templates/components/charts/` draws them as SVG. Rules that hold for all: what is missing is
a gap and never a zero; what is suppressed is said in words and not drawn to scale; a mark differs by shape or dash,
not by colour alone; the words arrive translated, the coordinates are plain numbers.
"""

import math
from dataclasses import dataclass, field
from itertools import groupby

WIDTH = 340  # of the drawing: about as wide as a phone, so that its words can be read there
TEXT_WIDTH = 6.6  # of a letter, about, at the size the templates use: enough to keep labels apart
TOP, RIGHT, BOTTOM, LEFT = 26, 12, 26, 44
TINY = 1e-9


@dataclass(frozen=True)
class Words:
    """What a chart says to those who do not see it; `key` makes its ids unique on the page."""

    key: str
    title: str
    description: str


@dataclass(frozen=True)
class Mark:
    """Something at a place, with its label: `shape` is dot, star, diamond or tick; `anchor` as in SVG."""

    x: float
    y: float
    label: str = ""
    shape: str = "dot"
    anchor: str = "middle"
    label_x: float = 0
    label_y: float = 0


@dataclass(frozen=True)
class Tick:
    at: float
    label: str


class Scale:
    """Values to coordinates. Starts at zero, so that lengths can be compared; ends at a round number."""

    def __init__(self, values, start, end, *, most=None, whole=False):
        highest = max([float(value) for value in values if value is not None] or [0])
        self.step = nice_step(highest, whole=whole)
        self.top = max(self.step, math.ceil(highest / self.step - 1e-9) * self.step)
        if most is not None:
            self.top = min(self.top, most)
        self.start, self.end = start, end

    def __call__(self, value):
        return round(self.start + (self.end - self.start) * float(value) / self.top, 1)

    def ticks(self, text):
        """Round values from zero to the top, with `text(value)` as label."""
        count = round(self.top / self.step)
        return [Tick(self(number * self.step), text(number * self.step)) for number in range(count + 1)]


def nice_step(highest, *, whole=False):
    """A round distance between ticks that gives two to five of them; a `whole` number for what is counted."""
    if highest < TINY:  # what is next to nothing has no round steps
        return 1
    rough = highest / 4
    power = 10 ** math.floor(math.log10(rough))
    steps = (1, 2, 5, 10) if whole else (1, 2, 2.5, 5, 10)
    step = next(step for step in steps if step * power >= rough - 1e-9) * power
    return max(step, 1) if whole or highest >= 4 else step


# ---------------------------------------------------------------------- baseline, value and target on one line


@dataclass(frozen=True)
class Bullet:
    words: Words
    end: float
    track_end: float
    value_end: float | None
    value: Mark | None
    baseline: Mark | None
    target: Mark | None
    ticks: list = field(default_factory=list)
    width: int = WIDTH
    height: int = 74

    @property
    def track_width(self):
        return self.track_end - 8

    @property
    def value_width(self):
        return max(self.value_end - 8, 0)


def bullet(words, *, value, value_label, baseline, baseline_label, target, target_label, text, most=None):
    """A bar of the value on a track, a diamond at the baseline, a line at the target."""
    scale = Scale([value, baseline, target], 8, WIDTH - 16, most=most)

    def mark(number, label, y, shape):
        if number is None:
            return None
        x = scale(number)
        anchor, label_x = anchored(x, label)
        return Mark(x, y, label, shape, anchor, label_x, y)

    return Bullet(
        words=words,
        end=scale.end,
        track_end=scale(scale.top),
        value_end=None if value is None else scale(value),
        value=mark(value, value_label, 31, "bar"),
        baseline=mark(baseline, baseline_label, 62, "diamond"),
        target=mark(target, target_label, 14, "line"),
        ticks=scale.ticks(text),
    )


def anchored(x, label, *, left=4, right=WIDTH - 4):
    """How a label centred on `x` must be anchored to stay on the picture: (anchor, x)."""
    half = len(label) * TEXT_WIDTH / 2
    if x - half < left:
        return "start", left
    if x + half > right:
        return "end", right
    return "middle", x


# ---------------------------------------------------------------------- a line over the years


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
    shown = {one.year: one for one in readings}
    changes = [year for year in options.get("changes", ()) if year in place and year - 1 in place]
    steps = [round((place[year - 1] + place[year]) / 2, 1) for year in changes]
    return Trend(
        words=words,
        ticks=scale.ticks(text),
        years=thinned([Tick(place[year], shown[year].year_label if year in shown else short(year)) for year in years]),
        lines=lines(readings, place, scale),
        marks=value_marks(readings, place, scale, bottom),
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


def short(year):
    return f"{year}–{(year + 1) % 100:02d}"


def positions(keys, start, end):
    """Evenly spread places: {key: x}; a single one stands in the middle."""
    if len(keys) == 1:
        return {keys[0]: (start + end) / 2}
    return {key: round(start + (end - start) * number / (len(keys) - 1), 1) for number, key in enumerate(keys)}


def thinned(ticks, room=52):
    """As many labels as fit, the last one always."""
    if len(ticks) < 2:
        return ticks
    every = math.ceil(room / max(ticks[1].at - ticks[0].at, 1))
    return [tick for number, tick in enumerate(ticks) if (len(ticks) - 1 - number) % every == 0]


def lines(readings, place, scale):
    """Runs of consecutive years of one series, as SVG points; a run of one is only its dot."""
    drawn = [one for one in readings if one.value is not None]
    runs = groupby(enumerate(drawn), key=lambda pair: (pair[1].year - pair[0], pair[1].series))
    runs = [[one for _number, one in run] for _key, run in runs]
    return [" ".join(f"{place[one.year]:g},{scale(one.value):g}" for one in run) for run in runs if len(run) > 1]


def value_marks(readings, place, scale, bottom):
    """A dot per figure, a star where it is suppressed or banded; first, last and extreme figures are written out."""
    drawn = [one for one in readings if one.value is not None]
    written = {one.year for one in [*drawn[:1], *drawn[-1:]]}
    marks = []
    for one in readings:
        x = place[one.year]
        if one.value is not None:
            y = scale(one.value)
            anchor, label_x = anchored(x, one.label)
            label_y = y + 20 if comes_from_above(one, drawn) and y + 24 < bottom else y - 9
            marks.append(Mark(x, y, one.label if one.year in written else "", one.shape, anchor, label_x, label_y))
        elif one.mark:
            marks.append(Mark(x, bottom - 6, one.mark, "star", "middle", x, bottom - 6))
    return marks


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


# ---------------------------------------------------------------------- groups side by side


@dataclass(frozen=True)
class GroupDot:
    label: str
    y: float
    x: float | None
    value_label: str
    anchor: str
    label_x: float
    gap: str = ""

    @property
    def dot_y(self):
        return self.y + 3


@dataclass(frozen=True)
class Dots:
    words: Words
    rows: list
    all_x: float | None
    all_label: str
    all_anchor: str
    all_label_x: float
    ticks: list
    left: int
    right: int
    bottom: float
    height: float
    width: int = WIDTH


ROW = 40


def dots(words, rows, *, everybody, everybody_label, text, most=None):
    """One line per group: (label, value or None, value label, gap words); a dot at the value, a line to everybody's."""
    left, right = 10, WIDTH - 20
    scale = Scale([value for _label, value, _text, _gap in rows] + [everybody], left, right, most=most)
    bottom = TOP + ROW * len(rows)
    placed = []
    for number, (label, value, value_label, gap) in enumerate(rows):
        y = TOP + ROW * number + 26
        x = None if value is None else scale(value)
        is_right = x is not None and (everybody is None or value >= everybody)
        anchor, label_x = beside(x, value_label, is_right, left, right)
        placed.append(GroupDot(label, y, x, value_label, anchor, label_x, gap))
    all_x = None if everybody is None else scale(everybody)
    all_anchor, all_label_x = anchored(all_x or 0, everybody_label)
    return Dots(
        words=words,
        rows=placed,
        all_x=all_x,
        all_label=everybody_label,
        all_anchor=all_anchor,
        all_label_x=all_label_x,
        ticks=scale.ticks(text),
        left=left,
        right=right,
        bottom=bottom,
        height=bottom + 20,
    )


def beside(x, label, is_right, left, right):
    """The label of a dot, on the side away from everybody's line, or on the other where there is no room."""
    if x is None:
        return "start", left
    length = len(label) * TEXT_WIDTH + 10
    if is_right:
        return ("start", x + 10) if x + length < right + 16 else ("end", x - 10)
    return ("end", x - 10) if x - length > left else ("start", x + 10)


# ---------------------------------------------------------------------- month by month


@dataclass(frozen=True)
class Column:
    x: float
    width: float
    y: float
    height: float
    part_y: float
    part_height: float
    label: str
    total: str
    centre: float


@dataclass(frozen=True)
class Columns:
    words: Words
    columns: list
    ticks: list
    part_label: str
    whole_label: str
    left: int = LEFT
    right: int = WIDTH - RIGHT
    bottom: int = 0
    width: int = WIDTH
    height: int = 210


def columns(words, months, *, text, part_label, whole_label):
    """Months as columns: (label, total, part), None for no figure; the part fills the foot of the striped whole."""
    bottom = Columns.height - BOTTOM
    scale = Scale([total for _label, total, _part in months], bottom, TOP, whole=True)
    step = (WIDTH - RIGHT - LEFT) / max(len(months), 1)
    found = []
    for number, (label, total, part) in enumerate(months):
        x = round(LEFT + step * number + step * 0.14, 1)
        width = round(step * 0.72, 1)
        top, part_top = scale(total or 0), scale(part or 0)
        found.append(
            Column(
                x=x,
                width=width,
                y=top,
                height=round(bottom - top, 1),
                part_y=part_top,
                part_height=round(bottom - part_top, 1),
                label=label,
                total=text(total) if total else "",
                centre=round(x + width / 2, 1),
            )
        )
    return Columns(words, found, scale.ticks(text), part_label, whole_label, bottom=bottom)


# ---------------------------------------------------------------------- a share against a line


@dataclass(frozen=True)
class Share:
    words: Words
    value_end: float
    value: Mark
    line: Mark
    ticks: list
    track_end: float
    width: int = WIDTH
    height: int = 66

    @property
    def track_width(self):
        return self.track_end - 8

    @property
    def value_width(self):
        return max(self.value_end - 8, 0)


def share(words, *, value, value_label, line, line_label, text):
    """A bar of a share (0 to 1) with the line it is held against."""
    scale = Scale([100 * value, 200 * line], 8, WIDTH - 16, most=100)
    x, end = scale(100 * line), scale(100 * value)
    anchor, label_x = anchored(x, line_label)
    inside = end - len(value_label) * TEXT_WIDTH - 10 > 8
    return Share(
        words=words,
        value_end=end,
        value=Mark(end, 36, value_label, "bar", "end" if inside else "start", end - 6 if inside else end + 6, 40),
        line=Mark(x, 36, line_label, "line", anchor, label_x, 14),
        ticks=scale.ticks(text),
        track_end=scale(scale.top),
    )
