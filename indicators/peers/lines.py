"""Several lines over the same years with their names at the end. Pure: readings and words in, coordinates out.

The rules of `indicators.charts` hold: a missing year is a gap, lines differ by dash and name and not by colour alone.
"""

from dataclasses import dataclass

from indicators.charts import TOP, WIDTH, Scale, Tick, Words, positions, short, thinned

LEFT, NAMES = 44, 104  # room for the scale, and for the names at the right
BETWEEN_NAMES = 15
LONGEST_NAME = 16


@dataclass(frozen=True)
class Line:
    """`number` chooses colour and dash: 0 the district itself, 1 the state, from 2 on the others."""

    number: int
    name: str
    runs: list
    dots: list
    end_x: float
    end_y: float
    name_y: float


@dataclass(frozen=True)
class Lines:
    words: Words
    ticks: list
    years: list
    lines: list
    left: int = LEFT
    right: int = WIDTH - NAMES
    name_x: int = WIDTH - NAMES + 14
    bottom: int = 0
    width: int = WIDTH
    height: int = 250


def lines(words, named, *, text, most=None):
    """`named` is [(number, name, {year: value or None})]; None where there is nothing to draw at all."""
    drawn = [(number, name, known(by_year)) for number, name, by_year in named]
    drawn = [one for one in drawn if one[2]]
    if not drawn:
        return None
    years = sorted({year for _number, _name, by_year in drawn for year in by_year})
    years = list(range(years[0], years[-1] + 1))
    bottom = Lines.height - 26
    scale = Scale([value for _number, _name, by_year in drawn for value in by_year.values()], bottom, TOP, most=most)
    place = positions(years, LEFT + 16, Lines.right)
    ends = {number: scale(by_year[max(by_year)]) for number, _name, by_year in drawn}
    name_places = apart(ends, TOP, bottom)
    return Lines(
        words=words,
        ticks=scale.ticks(text),
        years=thinned([Tick(place[year], short(year)) for year in years], room=58),
        lines=[
            Line(
                number,
                shortened(name),
                runs(by_year, place, scale),
                [(place[year], scale(value)) for year, value in sorted(by_year.items())],
                place[max(by_year)],
                ends[number],
                name_places[number],
            )
            for number, name, by_year in sorted(drawn, reverse=True)  # the district's own line lies on top
        ],
        bottom=bottom,
    )


def known(by_year):
    return {year: value for year, value in by_year.items() if value is not None}


def shortened(name):
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1].rstrip() + "…"


def runs(by_year, place, scale):
    """Consecutive years as SVG points; a year alone is only its dot."""
    found, run = [], []
    for year in sorted(by_year):
        if run and year != run[-1] + 1:
            found.append(run)
            run = []
        run.append(year)
    found.append(run)
    return [" ".join(f"{place[y]:g},{scale(by_year[y]):g}" for y in one) for one in found if len(one) > 1]


def apart(heights, top, bottom, room=BETWEEN_NAMES):
    """Where names stand: as near to their line's end as they can without touching, in the order of the ends."""
    order = sorted(heights, key=lambda key: (heights[key], key))
    places, last = {}, top - room
    for key in order:
        places[key] = last = max(heights[key], last + room)
    limit = bottom
    for key in reversed(order):
        places[key] = limit = min(places[key], limit)
        limit -= room
    return places
