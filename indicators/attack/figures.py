"""The figures of indicators as tables to attack: one for each indicator and school year with own figures."""

from collections import Counter

from indicators.attack import served, stored
from indicators.attack.report import Target
from indicators.attack.tables import COUNTED_BY_STATE, Series, Told, Year, puzzle_of
from indicators.models.values import Shown
from indicators.publication import rule_in_force


def targets(readings=()):
    """The tables as pages and, where they were read, files tell them. A file that tells more makes the table easier."""
    rule = rule_in_force()
    for code, fall_year in stored.groups_with_own():
        told = stored.told_by_reader(code, fall_year)
        for reading in readings:
            for series, cells in reading.found.get((code, fall_year), {}).items():
                told[series].update(cells)
        yield target_of(stored.year_of(code, fall_year, told), rule)


def target_of(year, rule):
    cells = Counter(series.release == 0 for series, found in year.told.items() for told in found.values()
                    if told.shown not in (Shown.NOT_REPORTED, Shown.NOT_APPLICABLE) and not told.is_state)  # fmt: skip
    return Target(puzzle_of(year, rule), cells[True], lambda: puzzle_of(without_ours(year), rule))


def without_ours(year):
    """The year for somebody who has the state's files and nothing of the district's."""
    state = {}
    for own, theirs in COUNTED_BY_STATE.items():
        state[own] = {
            cell
            for series, found in year.told.items()
            if series.instrument in theirs
            for cell, told in found.items()
            if told.shown == Shown.VALUE
        }
    told = {
        series: {
            cell: one if one.is_state or cell in state.get(series.instrument, ()) else Told(Shown.SUPPRESSED)
            for cell, one in found.items()
        }
        for series, found in year.told.items()
    }
    return Year(year.name, told, year.kept, year.zero_may_show)


def differing(readings):
    """Sentences on figures of which a file says other than the pages do, for each reader."""
    kept = {}

    def by_pages(*group):
        if group not in kept:
            kept[group] = stored.told_by_reader(*group)
        return kept[group]

    for reading in readings:
        who = reading.reader or "anybody"
        for code, fall_year, series, cell in served.differences(reading, by_pages):
            yield f"{code} {fall_year} {series.instrument} {' '.join(filter(None, cell))}: a file of {who} differs"


__all__ = ["Series", "differing", "targets"]
