"""What a parser yields: an observation for each figure of ours in a file, an issue for each row it could not take."""

from dataclasses import dataclass, field
from operator import itemgetter
from typing import NamedTuple

from indicators.dimensions import Dimension
from indicators.instruments import SIZE_OF_A_DISTRICT, is_compared
from indicators.models.values import DisplayStatus, PeriodType, Scope, ValueStatus


class Observation(NamedTuple):
    """One figure as the source prints it. `value` is percent 0-100, a count or a score; None where none is printed.

    `school_code` is empty for the district and the state. Numerator and denominator stand on their own: the state
    prints counts beside a suppressed rate, and rates without counts.
    """

    indicator: str
    instrument: str
    scope: str
    school_code: str
    fall_year: int
    dimension: str
    group: str
    numerator: object
    denominator: object
    value: object
    display_status: str
    line: int
    period: str = PeriodType.FINAL.value
    as_of_date: object = None
    status: str = ValueStatus.FINAL.value

    @property
    def cell(self):
        """What the figure is of: two observations of one cell must agree."""
        return cell_of(self)

    @property
    def figures(self):
        return (self.numerator, self.denominator, self.value, self.display_status)


class PeerObservation(NamedTuple):
    """A figure of another district, for all its students, as the source prints it (`indicators.peers`)."""

    district_code: str
    name: str
    indicator: str
    instrument: str
    fall_year: int
    value: object
    display_status: str
    line: int

    @property
    def cell(self):
        return self.district_code, self.instrument, self.fall_year


CELL = ("indicator", "instrument", "scope", "school_code", "fall_year", "period", "as_of_date", "dimension", "group")
cell_of = itemgetter(*map(Observation._fields.index, CELL))


@dataclass(frozen=True)
class Issue:
    """A row that was not taken: `code` names the sentence in `issues`, `details` fills it. Line 0 is the whole file."""

    line: int
    code: str
    column: str = ""
    details: dict = field(default_factory=dict)
    text: str = ""


class Refused(Exception):
    """The whole file is refused: it is broken, not whole, or nothing the portal understands."""

    def __init__(self, reason, /, *, line=0, column="", **details):
        super().__init__(reason)
        self.issue = Issue(line=line, code=reason, column=column, details=details)


class BadFigure(ValueError):
    """A cell that is neither a figure nor one of the source's marks."""

    def __init__(self, code, text):
        super().__init__(code)
        self.code = code
        self.text = text


@dataclass(frozen=True)
class Ask:
    """What the reader is asked for. `fall_year` is given by a person for files that do not say it themselves.

    `our_schools` are the codes known to belong to the district; files that leave out the district's code are matched
    by them alone.
    """

    district_code: str
    file_name: str = ""
    fall_year: int | None = None
    our_schools: frozenset = frozenset()


@dataclass
class Reading:
    """What a parser found in one file. Every data row is of another district, refused, or behind an observation."""

    format_code: str
    source_kind: str
    rows_read: int = 0
    rows_other_districts: int = 0
    observations: list = field(default_factory=list)
    peers: list = field(default_factory=list)
    issues: list = field(default_factory=list)
    school_names: dict = field(default_factory=dict)
    outside_year: int | None = None

    def see_peer(self, code, name, observation):
        """Keep what a row of another district says of all its students in a whole school year."""
        one = observation
        is_kept = is_compared(one.instrument) or one.instrument == SIZE_OF_A_DISTRICT
        if is_kept and (one.dimension, one.period) == (Dimension.ALL, PeriodType.FINAL):
            self.peers.append(
                PeerObservation(
                    code, name, one.indicator, one.instrument, one.fall_year, one.value, one.display_status, one.line
                )
            )

    def refuse(self, row, reason, column="", /, **details):
        line, cells = row
        text = ", ".join(cells)[:300]
        self.issues.append(Issue(line=line, code=reason, column=column, details=details, text=text))


STATE, DISTRICT, SCHOOL = Scope.STATE.value, Scope.DISTRICT.value, Scope.SCHOOL.value
REPORTED = DisplayStatus.REPORTED.value
SUPPRESSED = DisplayStatus.SUPPRESSED.value
NOT_REPORTED = DisplayStatus.NOT_REPORTED.value
NOT_APPLICABLE = DisplayStatus.NOT_APPLICABLE.value
