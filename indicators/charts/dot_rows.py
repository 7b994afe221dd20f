"""Groups as dots on one scale, with a line from each to everybody's value."""

from dataclasses import dataclass

from indicators.charts.scales import TEXT_WIDTH, TOP, WIDTH, Scale, Words, anchored


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
