"""How much stands behind the scorecard: of each indicator the newest year, and how many schools it tells of."""

from dataclasses import dataclass
from datetime import date

from indicators.models.values import ValueStatus
from indicators.scorecard.columns import Column
from indicators.scorecard.heat import State, profiles_of, schools_of, square_of


@dataclass(frozen=True)
class Line:
    """One indicator: `asked` schools teach its grades; of them `shown` show a figure, `hidden` are suppressed and
    `missing` have reported nothing. `statuses` are those of the figures (preliminary, final, restated); `years_back`
    says how many school years the figures are older than the chosen one (None without figures)."""

    column: Column
    asked: int
    shown: int
    hidden: int
    missing: int
    not_asked: int
    as_of: date | None
    statuses: tuple
    years_back: int | None

    @property
    def share(self):
        """Of the schools that are asked, the share of which something is known, 0 to 1; None where none is asked."""
        return (self.shown + self.hidden) / self.asked if self.asked else None


def lines_of(heat):
    """A `Line` for each indicator of a `Heat`. Two queries for each earlier school year that its figures are of."""
    years = {column.fall_year for column in heat.columns} - {None, heat.fall_year}
    earlier = {year: (schools_of(year), profiles_of(year)) for year in years}
    return [line_of(heat, column, earlier.get(column.fall_year)) for column in heat.columns]


def line_of(heat, column, then=None):
    """`then`: the schools of an earlier year of the figures, and their profiles. They are the ones asked: a school that
    opened later could report nothing."""
    if then is None:
        states = [row.square(column.code).state for row in heat.rows]
    else:
        schools, profiles = then
        states = [
            square_of(one, profiles.get(one.pk, []), column, heat.figures.get((column.code, one.pk))).state
            for one in schools
        ]
    not_asked = states.count(State.NOT_APPLICABLE)
    tally = column.tally
    return Line(
        column,
        asked=len(states) - not_asked,
        shown=states.count(State.VALUE),
        hidden=states.count(State.HIDDEN),
        missing=states.count(State.NOT_REPORTED),
        not_asked=not_asked,
        as_of=tally.as_of_date if tally else None,
        statuses=tuple(status for status in ValueStatus if tally and tally.statuses.get(status)),
        years_back=heat.fall_year - column.fall_year if tally else None,
    )
