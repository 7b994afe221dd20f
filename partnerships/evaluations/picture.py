"""Who sees what at which level, as a drawing: a line for each criterion, a shape for each side."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from indicators.charts import WIDTH, Tick, Words
from partnerships.evaluations.comparing import LEVELS, summary_sentence
from partnerships.models.evaluations import HIGHEST, LOWEST, Side

ROW, TOP = 46, 30
LEFT, RIGHT = 36, 36
STEP_ASIDE = 15  # shapes on one level stand beside each other
SHAPES = {Side.PARTNER: "circle", Side.SCHOOL: "square", Side.FAMILIES: "triangle"}


@dataclass(frozen=True)
class Mark:
    x: float
    y: float
    shape: str


@dataclass(frozen=True)
class Row:
    label: str
    y: float
    from_x: float | None
    to_x: float | None
    marks: list
    instead: str


@dataclass(frozen=True)
class Levels:
    words: Words
    rows: list
    ticks: list
    bottom: float
    height: float
    left: int = LEFT
    width: int = WIDTH


def x_of(level):
    return round(LEFT + (WIDTH - LEFT - RIGHT) * (level - LOWEST) / (HIGHEST - LOWEST), 1)


def levels_chart(evaluation, lines):
    rows = []
    for number, line in enumerate(lines):
        y = TOP + ROW * number + 32
        at = {}
        for view in line.views:
            if view.level:
                at.setdefault(view.level, []).append(view.side)
        marks = [
            Mark(x_of(level) + STEP_ASIDE * (place - (len(sides) - 1) / 2), y, SHAPES[Side(side)])
            for level, sides in at.items()
            for place, side in enumerate(sides)
        ]
        ends = [x_of(level) for level in (min(at), max(at))] if at else [None, None]
        instead = "" if at else str(line.agreement.label)
        rows.append(Row(line.criterion.say("title"), y, *ends, marks, instead))
    bottom = TOP + ROW * len(lines) + 10
    title = _("The criteria by side: %(evaluation)s") % {"evaluation": evaluation}
    words = Words(f"evaluation-{evaluation.pk}", title, summary_sentence(lines))
    ticks = [Tick(x_of(level), str(level)) for level in LEVELS]
    return Levels(words, rows, ticks, bottom, bottom + 24)


def legend(evaluation):
    """[(shape, label)] of the sides of an evaluation."""
    return [(SHAPES[Side(one.side)], evaluation.side_label(one.side)) for one in evaluation.sides.all()]
