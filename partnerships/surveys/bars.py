"""A bar of one question: its answers from favourable to not, beside each other, told apart by gap, order and number.

Geometry only; `templates/components/charts/answers_bar.svg` draws it. A part that is wide enough carries its own
percentage; all of them stand in the table below the bar.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from partnerships.surveys.scales import sides_of
from partnerships.surveys.words import percent, side_labels

WIDTH = 340  # as of the other charts
LEAST_FOR_LABEL = 34  # wide enough for "12%"
GAP = 2


@dataclass(frozen=True)
class Piece:
    x: float
    width: float
    fill: str
    label: str
    label_x: float
    is_dark: bool


@dataclass(frozen=True)
class Bar:
    words: str
    pieces: list
    width: int = WIDTH
    height: int = 30


def bar_of(item, choice, figure, line, texts):
    """The favourable part first, strongest at the left; where steps are shown, a piece for each."""
    if figure.parts and len(figure.parts) > 2:
        steps = list(zip(line.parts, sides_of(item), strict=True))
        if not item.is_reversed:
            steps.reverse()
        pieces = [(label, count, side) for (label, count, _share), side in steps]
    else:
        good, rest = side_labels(item)
        pieces = [(good, figure.favorable, True), (rest, figure.answered - figure.favorable, False)]
    told = ", ".join(f"{label} {percent(count / figure.answered)}" for label, count, _side in pieces)
    words = _("%(question)s: %(answers)s.") % {"question": line.text.rstrip(".:"), "answers": told}
    return Bar(words, list(placed(pieces, figure.answered)))


def placed(pieces, total):
    room = WIDTH - GAP * (len(pieces) - 1)
    x = 0.0
    good = bad = 0
    for _label, count, is_favorable in pieces:
        width = round(room * count / total, 1)
        if is_favorable:
            good += 1
            fill = f"answer-good-{min(good, 2)}"
        else:
            bad += 1
            fill = f"answer-rest-{min(bad, 3)}"
        share = f"{round(100 * count / total)}%"
        label = share if width >= LEAST_FOR_LABEL else ""
        yield Piece(x, width, fill, label, round(x + width / 2, 1), fill in ("answer-good-1", "answer-good-2"))
        x = round(x + width + GAP, 1)
