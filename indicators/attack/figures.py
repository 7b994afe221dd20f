"""The figures of indicators as tables to attack: one for each indicator and school year with own figures."""

from collections import Counter, defaultdict

from indicators.attack import served, stored
from indicators.attack.report import Target
from indicators.attack.tables import COUNTED_BY_STATE, Series, Told, Year, puzzle_of
from indicators.models.values import Shown
from indicators.publication import rule_in_force

HIDDEN = (Shown.SUPPRESSED, Shown.BAND_LOW, Shown.BAND_HIGH)


def targets(readings=()):
    """The tables as pages of figures tell them and, where they were read, files, other pages and documents. What is
    told anywhere makes the table easier."""
    rule = rule_in_force()
    for code, fall_year in stored.groups_with_own():
        told, elsewhere = stored.told_by_reader(code, fall_year), defaultdict(dict)
        for reading in readings:
            for series, cells in reading.found.get((code, fall_year), {}).items():
                for cell, one in cells.items():
                    known = told[series].get(cell)
                    is_leak = known is not None and known.shown in HIDDEN and one.shown == Shown.VALUE
                    (elsewhere if is_leak else told)[series][cell] = one
            for series, cells in reading.heard.get((code, fall_year), {}).items():
                elsewhere[series].update({cell: one for cell, (one, _where) in cells.items()})
        year = stored.year_of(code, fall_year, told)
        year.elsewhere.update(elsewhere)
        yield target_of(year, rule)


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
    """Sentences on figures of which a file says other than the pages do, and on hidden ones that a page, a document or
    a mail tells, for each reader."""
    kept = {}

    def by_pages(*group):
        if group not in kept:
            kept[group] = stored.told_by_reader(*group)
        return kept[group]

    for reading in readings:
        who = reading.reader or "anybody"
        for code, fall_year, series, cell in served.differences(reading, by_pages):
            yield f"{code} {fall_year} {series.instrument} {' '.join(filter(None, cell))}: a file of {who} differs"
        for path in reading.depends:
            yield f"{path}: what it says depends on hidden figures"
        for (code, fall_year), tables in reading.heard.items():
            for series, cells in tables.items():
                for cell, (_told, where) in cells.items():
                    words = " ".join(filter(None, cell))
                    yield f"{code} {fall_year} {series.instrument} {words}: told to {who} by {where}"


__all__ = ["Series", "differing", "targets"]
