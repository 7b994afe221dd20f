"""What all charts have in common: their words, marks and ticks, scales with round ends, and places for labels."""

import math
from dataclasses import dataclass

from district import school_years

WIDTH = 340  # of the drawing: about as wide as a phone, so that its words can be read there
TEXT_WIDTH = 6.6  # of a letter, about, at the size the templates use: enough to keep labels apart
TOP, RIGHT, BOTTOM, LEFT = 26, 12, 26, 44
TINY = 1e-9
short = school_years.label  # what stands below an axis for a school year


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
        self.top = max(self.step, math.ceil(highest / self.step - TINY) * self.step)
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
    step = next(step for step in steps if step * power >= rough - TINY) * power
    return max(step, 1) if whole or highest >= 4 else step


def anchored(x, label, *, left=4, right=WIDTH - 4):
    """How a label centred on `x` must be anchored to stay on the picture: (anchor, x)."""
    half = len(label) * TEXT_WIDTH / 2
    if x - half < left:
        return "start", left
    if x + half > right:
        return "end", right
    return "middle", x


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
