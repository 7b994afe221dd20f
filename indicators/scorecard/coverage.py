"""How much stands behind the scorecard: of each indicator the newest year, and how many schools it tells of."""

from dataclasses import dataclass
from datetime import date

from indicators.models.values import ValueStatus
from indicators.scorecard.columns import Column
from indicators.scorecard.heat import State


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
    """A `Line` for each indicator of a `Heat`. No query."""
    return [line_of(heat, column) for column in heat.columns]


def line_of(heat, column):
    states = [row.square(column.code).state for row in heat.rows]
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
