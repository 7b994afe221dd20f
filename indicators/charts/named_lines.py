"""Several lines over the same years with their names at the end; they differ by dash and name, not by colour alone."""

from dataclasses import dataclass

from district import school_years
from indicators.charts.scales import BOTTOM, TOP, WIDTH, Scale, Tick, Words, positions, thinned

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
    breaks: tuple = ()
    width: int = WIDTH
    height: int = 250


def lines(words, named, *, text, most=None, breaks=()):
    """`named` is [(number, name, {year: value or None})]; None where there is nothing to draw at all. `breaks`: years
    whose figures are counted differently from those before, across which no line is drawn."""
    drawn = with_values(named)
    if not drawn:
        return None
    bottom = Lines.height - BOTTOM
    scale = Scale([value for _number, _name, by_year in drawn for value in by_year.values()], bottom, TOP, most=most)
    places = apart(ends_of(drawn, scale), TOP, bottom)
    return Lines(
        words=words,
        ticks=scale.ticks(text),
        lines=lines_of(sorted(drawn, reverse=True), scale, places, breaks=breaks),  # the district's own lies on top
        years=ticks_of_years(drawn),
        breaks=between(breaks, places_of_years(drawn)),
        bottom=bottom,
    )


def with_values(named):
    """The lines that have any value, without the years in which they have none."""
    known = (
        (number, name, {year: value for year, value in by_year.items() if value is not None})
        for number, name, by_year in named
    )
    return [one for one in known if one[2]]


def places_of_years(drawn, right=Lines.right):
    """{year: x} of every school year from the first to the last of any line; `right` is where the last one stands."""
    years = {year for _number, _name, by_year in drawn for year in by_year}
    return positions(list(range(min(years), max(years) + 1)), LEFT + 16, right)


def ticks_of_years(drawn, right=Lines.right):
    return thinned([Tick(x, school_years.label(year)) for year, x in places_of_years(drawn, right).items()], room=58)


def ends_of(drawn, scale):
    """{number of a line: where it ends}."""
    return {number: scale(by_year[max(by_year)]) for number, _name, by_year in drawn}


def lines_of(drawn, scale, name_places, *, style=lambda number: number, right=Lines.right, line=None, breaks=()):
    """`name_places`: {number of a line: where its name stands}; `style(number)` chooses its colour and dash; `line` is
    told all of `Line`, with the whole name; across a year of `breaks` no line is drawn."""
    place = places_of_years(drawn, right)
    return [
        (line or short_named)(
            number=style(number),
            name=name,
            runs=[run for part in parted(by_year, breaks) for run in runs(part, place, scale)],
            dots=[(place[year], scale(value)) for year, value in sorted(by_year.items())],
            end_x=place[max(by_year)],
            end_y=scale(by_year[max(by_year)]),
            name_y=name_places[number],
        )
        for number, name, by_year in drawn
    ]


def short_named(*, name, **told):
    return Line(name=shortened(name), **told)


def shortened(name, longest=LONGEST_NAME):
    return name if len(name) <= longest else name[: longest - 1].rstrip() + "…"


def between(breaks, place):
    """Where a break is drawn: halfway between its year and the one before."""
    return tuple(
        round((place[year - 1] + place[year]) / 2, 1) for year in breaks if year in place and year - 1 in place
    )


def parted(by_year, breaks):
    """The years in parts that are counted alike."""
    parts = {}
    for year, value in by_year.items():
        parts.setdefault(sum(one <= year for one in breaks), {})[year] = value
    return parts.values()


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
