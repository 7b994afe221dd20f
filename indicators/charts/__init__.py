"""Charts as geometry: where each dot, bar and word goes. Pure: figures and words in, coordinates out.

One template per shape in `templates/components/charts/` draws them as SVG. Rules that hold for all: what is missing is
a gap and never a zero; what is suppressed is said in words and not drawn to scale; a mark differs by shape or dash,
not by colour alone; the words arrive translated, the coordinates are plain numbers.

`scales` holds what all have in common. A line over the years is one of `trends`; `bars` are held against a target or a
line, or stand month by month; `dot_rows` are groups on one scale, a `scatter` is schools with two values. Several lines
beside each other are drawn by `indicators.peers.lines`, distances from zero by `indicators.gap_chart`.
"""

from indicators.charts.bars import bullet, columns, share
from indicators.charts.dot_rows import dots
from indicators.charts.scales import TOP, WIDTH, Scale, Tick, Words, nice_step, positions, short, thinned
from indicators.charts.trends import AHEAD, WAY_AHEAD, Reading, sparkline, trend

__all__ = [
    "AHEAD",
    "TOP",
    "WAY_AHEAD",
    "WIDTH",
    "Reading",
    "Scale",
    "Tick",
    "Words",
    "bullet",
    "columns",
    "dots",
    "nice_step",
    "positions",
    "share",
    "short",
    "sparkline",
    "thinned",
    "trend",
]
