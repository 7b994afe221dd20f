"""Bars: a value between baseline and target, a share against a line, months as columns."""

from dataclasses import dataclass, field

from indicators.charts.scales import BOTTOM, LEFT, RIGHT, TEXT_WIDTH, TOP, WIDTH, Mark, Scale, Words, anchored

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
