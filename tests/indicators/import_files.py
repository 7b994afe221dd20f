"""Small files in the formats of the publishers, with invented figures, and what is asked of them."""

from pathlib import Path

from indicators.importing.observations import Ask
from indicators.importing.taking import take

FIXTURES = Path(__file__).parent / "fixtures"
HARTFORD = "0640011"
OUR_SCHOOLS = frozenset({"0640111", "0646111"})


def content(name):
    return (FIXTURES / name).read_bytes()


def taken_from(name, *, data=None, file_name=None, fall_year=None):
    """What `take` makes of a fixture (or of `data` under its name) for Hartford with two known schools."""
    ask = Ask(HARTFORD, file_name or name, fall_year, OUR_SCHOOLS)
    return take(content(name) if data is None else data, ask)


def figures(taken):
    """{(instrument, scope, school, year, dimension, group): (numerator, denominator, value, status)} as text."""
    return {
        (one.instrument, one.scope, one.school_code, one.fall_year, one.dimension, one.group): tuple(
            None if part is None else str(part) for part in one.figures
        )
        for one in taken.observations
    }


def reasons(taken):
    """[(line, code)] of the issues, in the order of the file."""
    return [(issue.line, issue.code) for issue in taken.kept_issues()]
