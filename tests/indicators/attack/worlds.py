"""Made-up tables, what the gate makes of them, and the attack on that."""

from indicators.attack.solver import solve
from indicators.attack.tables import Kept, Series, Told, Year, puzzle_of
from indicators.suppression import DISTRICT, Rule, judge
from tests.indicators.test_protection import BREAKDOWNS, cells_of, made_up_table

NOW = Series("DISTRICT_CHRONIC", "FINAL")


def year_of(table, verdicts, *, series=NOW, year=None):
    """What a reader sees of a table {key: (numerator, denominator)} under its verdicts."""
    year = year or Year("made up")
    year.told[series] = {
        readable(key): Told(one.shown, one.value, one.numerator, one.denominator) for key, one in verdicts.items()
    }
    year.kept[series] = {readable(key): Kept(size, count) for key, (count, size) in table.items()}
    return year


def with_release(year, table, verdicts, *, number=1):
    """The year for somebody who kept an earlier release of the table."""
    before = Series(NOW.instrument, NOW.period, release=number)
    return year_of(table, verdicts, series=before, year=year)


def readable(key):
    place, dimension, group = key
    return ("" if place == DISTRICT else str(place)), dimension, group


def judged(table, rule=None):
    return judge(cells_of(table), rule or Rule()).verdicts


def judged_after(table, *before):
    """The verdicts on a table for somebody who may have kept earlier ones: (table, verdicts) each."""
    earlier = [{cell.key: (cell, verdicts[cell.key]) for cell in cells_of(one)} for one, verdicts in before]
    return judge(cells_of(table), Rule(), earlier=earlier).verdicts


def recovered(year, rule=None, *, seconds=20):
    """The keys of hidden cells that come out of a year."""
    return [answer for answer in solve(puzzle_of(year, rule), seconds=seconds) if answer.is_recovered]


__all__ = ["BREAKDOWNS", "NOW", "judged", "judged_after", "made_up_table", "readable", "recovered"]
__all__ += ["with_release", "year_of"]
