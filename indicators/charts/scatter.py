"""Schools as points with two values. Points on the two sides of the line differ by shape.

A few points bear their names: the one that was asked for, then those that stand most alone and would be asked about, as
long as no name touches another name or a point.
"""

import math
from dataclasses import dataclass, field

from indicators.charts.scales import TEXT_WIDTH, TOP, WIDTH, Tick, Words, nice_step

LEFT, RIGHT, BOTTOM = 52, 14, 24
MOST_NAMES = 6
CROWD = 150  # points
LONGEST_NAME = 22
LINE_HEIGHT = 13
REACH = 5  # of a point, with some air around it


@dataclass(frozen=True)
class Point:
    """One school: `across` and `up` are its two values; `is_asked_for` marks the one that the reader looks for."""

    name: str
    across: float
    up: float
    is_above: bool = False
    is_asked_for: bool = False


@dataclass(frozen=True)
class Spot:
    x: float
    y: float
    shape: str
    label: str = ""
    anchor: str = "start"
    label_x: float = 0
    label_y: float = 0


@dataclass(frozen=True)
class Level:
    """A short line at the middle of one group."""

    x1: float
    x2: float
    y: float


@dataclass(frozen=True)
class Scatter:
    words: Words
    spots: list
    across: list
    up: list
    line: Tick | None
    line_anchor: str
    zero: float | None
    middles: list
    across_label: str
    up_label: str
    above_label: str = ""
    below_label: str = ""
    middle_label: str = ""
    left: int = LEFT
    right: int = WIDTH - RIGHT
    top: int = TOP
    bottom: int = 0
    width: int = WIDTH
    height: int = 300
    begins_at: str = ""


@dataclass(frozen=True)
class Labels:
    """What stands beside the axes and in the key, in the reader's language."""

    across: str
    up: str
    above: str = ""
    below: str = ""
    middle: str = ""
    line: str = ""
    begins: str = ""  # where the upright scale does not begin at zero; takes a value


@dataclass(frozen=True)
class Axis:
    """Values to coordinates between two round numbers. Begins at zero unless all values lie far from it or below."""

    low: float
    high: float
    step: float
    start: float
    end: float

    @classmethod
    def of(cls, values, start, end, *, most=None):
        least, greatest = min(values), max(values)
        low = 0 if 0 <= least < greatest / 2 or greatest == 0 else least
        step = nice_step(max(greatest - low, abs(greatest) / 10, 0.4))
        low = math.floor(low / step + 1e-9) * step
        high = max(math.ceil(greatest / step - 1e-9) * step, low + step)
        if most is not None:
            high = max(min(high, most), low + step / 2)
        return cls(low, high, step, start, end)

    def __call__(self, value):
        return round(self.start + (self.end - self.start) * (float(value) - self.low) / (self.high - self.low), 1)

    def ticks(self, text):
        count = math.floor((self.high - self.low) / self.step + 1e-9)
        return [
            Tick(self(self.low + number * self.step), text(self.low + number * self.step))
            for number in range(count + 1)
        ]


def scatter(words, points, *, labels, across_text, up_text, line=None, middles=(None, None), most=(None, None)):
    """The points with both axes; `middles` are those of the groups (above, below) where they were compared."""
    bottom = Scatter.height - BOTTOM
    on_axis = [point.across for point in points] + ([] if line is None else [line])
    across = Axis.of(on_axis, LEFT + 8, WIDTH - RIGHT - 8, most=most[0])
    up = Axis.of([point.up for point in points], bottom, TOP + 6, most=most[1])
    at = None if line is None else across(line)
    short_lines = levels(middles, at, up)
    up_ticks = up.ticks(up_text)
    return Scatter(
        words=words,
        spots=named(points, [(across(point.across), up(point.up)) for point in points], bottom, at, short_lines),
        across=across.ticks(across_text),
        up=up_ticks,
        line=None if at is None else Tick(at, labels.line),
        line_anchor="start" if at is None or at < WIDTH / 2 else "end",
        zero=up(0) if up.low < 0 < up.high else None,
        middles=short_lines,
        across_label=labels.across,
        up_label=labels.up,
        above_label=labels.above,
        below_label=labels.below,
        middle_label=labels.middle,
        bottom=bottom,
        begins_at=labels.begins % {"value": up_ticks[0].label} if up.low > 0 else "",
    )


def levels(middles, at, up):
    above, below = middles
    if at is None or above is None or below is None:
        return []
    return [Level(LEFT, max(at - 4, LEFT), up(below)), Level(min(at + 4, WIDTH - RIGHT), WIDTH - RIGHT, up(above))]


@dataclass(frozen=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other):
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def is_within(self, bottom):
        return self.left >= LEFT and self.right <= WIDTH - 2 and self.top >= TOP - 8 and self.bottom <= bottom


@dataclass
class Naming:
    """Names given so far: `taken` are the boxes of points and names."""

    bottom: float
    taken: list = field(default_factory=list)

    def place(self, name, x, y):
        """(anchor, x, y) of the first free place around a point; None where there is none."""
        length = len(name) * TEXT_WIDTH + 2
        for anchor, label_x, label_y in (
            ("start", x + 8, y + 4),
            ("end", x - 8, y + 4),
            ("middle", x, y - 9),
            ("middle", x, y + 17),
        ):
            left = label_x - {"start": 0, "end": length, "middle": length / 2}[anchor]
            box = Box(left, label_y - LINE_HEIGHT + 3, left + length, label_y + 3)
            if box.is_within(self.bottom) and not any(box.touches(other) for other in self.taken):
                self.taken.append(box)
                return anchor, label_x, label_y
        return None


def named(points, places, bottom, line_at=None, short_lines=()):
    """A spot for each point, a few of them with their names, which keep clear of points and lines."""
    naming = Naming(bottom, [Box(x - REACH, y - REACH, x + REACH, y + REACH) for x, y in places])
    if line_at is not None:
        naming.taken.append(Box(line_at - 1, TOP - 8, line_at + 1, bottom))
    naming.taken += [Box(one.x1, one.y - 1, one.x2, one.y + 1) for one in short_lines]
    labels = {}
    for number in by_loneliness(points, places) if len(points) <= CROWD else sought(points):
        if len(labels) == MOST_NAMES:
            break
        name = shortened(points[number].name)
        if place := naming.place(name, *places[number]):
            labels[number] = (name, *place)
    return [Spot(x, y, shape_of(points[number]), *labels.get(number, ())) for number, (x, y) in enumerate(places)]


def sought(points):
    """In a crowd no point stands alone: only the one asked for bears its name."""
    return [number for number, point in enumerate(points) if point.is_asked_for]


def by_loneliness(points, places):
    """Places in the list: the point asked for, then those farthest from their nearest neighbour; ties by name."""

    def room(number):
        x, y = places[number]
        others = (math.hypot(x - u, y - v) for other, (u, v) in enumerate(places) if other != number)
        return min(others, default=0)

    numbers = range(len(points))
    return sorted(numbers, key=lambda n: (not points[n].is_asked_for, -round(room(n), 1), points[n].name))


def shape_of(point):
    if point.is_asked_for:
        return "star"
    return "full" if point.is_above else "ring"


def shortened(name):
    """ "Breakthrough Magnet School, North" → "Breakthrough … North": two schools of one beginning stay apart."""
    name = name.removesuffix(" School")
    if len(name) <= LONGEST_NAME:
        return name
    first, *_between, last = name.split() if " " in name else (name, "")
    short = f"{first} … {last}"
    return short if last and len(short) <= LONGEST_NAME else name[: LONGEST_NAME - 1].rstrip() + "…"
