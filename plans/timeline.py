"""The milestones of a Priority Action over time, as geometry: where each mark and word goes. Pure.

One row per initiative. A standing differs by shape and by word, not by colour alone; the same stands in a table below.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from indicators.charts import Words
from plans.implementation import DONE, DROPPED, LATE, SOON_DUE, STANDING_LABELS

RIGHT, TOP, ROW = 24, 40, 46
MONTH_WIDTH = 54  # of a label of the axis, with the room around it
SHAPES = {DONE: "disc", LATE: "warning", SOON_DUE: "diamond"}


@dataclass(frozen=True)
class Size:
    """How wide a timeline is, how much of that the names take, and how many letters of them."""

    width: int
    left: int
    letters: int


ON_SCREEN, PRINTED = Size(920, 240, 32), Size(660, 230, 32)


@dataclass(frozen=True)
class Mark:
    x: float
    y: float
    shape: str
    words: str


@dataclass(frozen=True)
class Row:
    y: float
    label: str
    bar: tuple | None
    marks: list


@dataclass
class Timeline:
    words: Words
    width: int
    height: float
    left: int
    right: int
    bottom: float
    months: list
    rows: list
    today: float | None
    today_label: str
    legend: list = field(default_factory=list)


def timeline(lines, today, key="timeline", size=ON_SCREEN):
    """The drawing of `plans.implementation.Line`s, or None where there is no milestone to draw."""
    steps = [step for line in lines for step in line.counted]
    if not steps:
        return None
    days = [step.milestone.due_on for step in steps] + [step.done_on for step in steps if step.done_on]
    days += [day for line in lines for day in (line.work.starts_on, line.work.ends_on) if day]
    first = min(days).replace(day=1)
    last = next_month(max(*days, first + timedelta(days=60)))
    span = (last - first).days

    def at(day):
        return round(size.left + (size.width - size.left - RIGHT) * (day - first).days / span, 1)

    rows = [row_of(line, TOP + ROW * number + ROW / 2, at, size.letters) for number, line in enumerate(lines)]
    height = TOP + ROW * len(lines) + 24
    return Timeline(
        words=words_of(lines, key),
        width=size.width,
        height=height,
        left=size.left,
        right=size.width - RIGHT,
        bottom=TOP + ROW * len(lines),
        months=month_ticks(first, last, at, (size.width - size.left - RIGHT) // MONTH_WIDTH),
        rows=rows,
        today=at(today) if first <= today <= last else None,
        today_label=_("Today"),
        legend=[
            (sign, STANDING_LABELS[standing])
            for standing, sign in [*SHAPES.items(), ("planned", "ring")]
            if any(SHAPES.get(step.standing, "ring") == sign for step in steps)
        ],
    )


def row_of(line, y, at, letters):
    work = line.work
    bar = (
        (at(work.starts_on), round(at(work.ends_on) - at(work.starts_on), 1))
        if work.starts_on and work.ends_on
        else None
    )
    marks = [
        Mark(at(step.milestone.due_on), y, SHAPES.get(step.standing, "ring"), mark_words(step))
        for step in line.counted
        if step.standing != DROPPED
    ]
    label = Truncator(f"{work.initiative.code} {work.initiative.title}").chars(letters)
    return Row(y, label, bar, spread(marks))


def spread(marks, apart=15):
    """Marks of one row so that none hides another: those too near stand a little lower."""
    found, last = [], {}
    for mark in sorted(marks, key=lambda mark: mark.x):
        level = next(level for level in (0, 1, 2) if level == 2 or mark.x - last.get(level, -apart) >= apart)
        last[level] = mark.x
        found.append(Mark(mark.x, mark.y + (-9, 0, 9)[(1, 0, 2)[level]], mark.shape, mark.words))
    return found


def mark_words(step):
    words = {
        "milestone": step.milestone.title,
        "standing": step.label,
        "day": date_format(step.milestone.due_on, "SHORT_DATE_FORMAT"),
    }
    return _("%(milestone)s: %(standing)s, due %(day)s") % words


def month_ticks(first, last, at, most):
    """(x, label) for the months, as many as there is room for."""
    months, day = [], first
    while day < last:
        months.append(day)
        day = next_month(day)
    every = next(step for step in (1, 2, 3, 6, 12, 24) if len(months) / step <= most or step == 24)
    return [(at(month), date_format(month, "M Y")) for month in months[::every]]


def next_month(day):
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def words_of(lines, key):
    total = sum(len(line.counted) for line in lines)
    done = sum(line.done_total for line in lines)
    late = sum(line.late_total for line in lines)
    title = ngettext(
        "%(done)s of %(total)s milestone is done; %(late)s late.",
        "%(done)s of %(total)s milestones are done; %(late)s late.",
        total,
    ) % {"done": done, "total": total, "late": late}
    said = [f"{line.work.initiative.code}: {line.dates_say}" for line in lines]
    return Words(key, title, "; ".join(said))
