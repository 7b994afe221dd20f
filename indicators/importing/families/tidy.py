"""The portal's own table: what `export_indicators` writes, and what the district fills in for its own figures.

One row is one value. The columns that describe the value must be there; those about its storage (version, status,
source) may be left out. A value of the running year names its day in the period: `RUNNING 2022-06-30`. Figures of the
state may stand in such a file, but it cannot change them: only the state's own files can.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from district import school_years
from indicators.dimensions import GROUPS
from indicators.importing import figures as cells_with
from indicators.importing.families.edsight import CODE, code_of
from indicators.importing.observations import (
    DISTRICT,
    NOT_APPLICABLE,
    NOT_REPORTED,
    REPORTED,
    SCHOOL,
    STATE,
    SUPPRESSED,
    BadFigure,
    Observation,
    Reading,
    Refused,
)
from indicators.importing.reading import fitted, is_blank
from indicators.instruments import INSTRUMENTS, InstrumentUnit
from indicators.models.imports import SourceKind
from indicators.models.values import PeriodType, ValueStatus

COLUMNS = [
    "indicator",
    "scope",
    "school_code",
    "fall_year",
    "period",
    "dimension",
    "group",
    "instrument",
    "numerator",
    "denominator",
    "value",
    "display_status",
    "status",
    "version",
    "source_file",
    "source_line",
]
NEEDED = {"indicator", "scope", "school_code", "fall_year", "dimension", "group", "instrument", "value"}
STATUSES = {REPORTED, SUPPRESSED, NOT_REPORTED, NOT_APPLICABLE}
TYPED_MARKS = {"": NOT_REPORTED, "*": SUPPRESSED, "N/A": NOT_APPLICABLE}
NO_MARKS = {"": NOT_REPORTED}
READERS = {
    InstrumentUnit.PERCENT: cells_with.percent,
    InstrumentUnit.COUNT: cells_with.count,
    InstrumentUnit.SCORE: cells_with.score,
}
PERIODS = set(PeriodType.values)


class BadCell(ValueError):
    """One cell of a row is wrong: (reason, column, details)."""

    def __init__(self, code, column, **details):
        super().__init__(code)
        self.code, self.column, self.details = code, column, details


@dataclass(frozen=True)
class Tidy:
    code = "PORTAL_TABLE"
    label = _("The portal's own table")

    def recognise(self, table):
        """{heading: column}, or None."""
        headings = [cell.strip() for cell in table.head[0][1]] if table.head else []
        return {heading: column for column, heading in enumerate(headings)} if set(headings) >= NEEDED else None

    def read(self, table, columns, ask):
        rows = [row for row in table.rows[1:] if not is_blank(row[1])]
        self.check(table, rows, columns)
        reading = Reading(format_code=self.code, source_kind=SourceKind.DISTRICT.value, rows_read=len(rows))
        row_reader = RowReader(columns)
        width = len(columns)
        newest = {}
        for row in rows:
            cells = fitted(row[1], width)
            if len(cells) != width:
                reading.refuse(row, "RAGGED_ROW", found=len(cells), expected=width)
                continue
            try:
                observation, version = row_reader.read(row[0], cells)
            except BadCell as error:
                reading.refuse(row, error.code, error.column, **error.details)
                continue
            if version:
                self.keep_newest(newest, reading, row, observation, version)
            else:
                reading.observations.append(observation)
        reading.observations.extend(observation for _version, observation, _row in newest.values())
        return reading

    def check(self, table, rows, columns):
        unknown = [heading for heading in columns if heading not in COLUMNS]
        if unknown:
            raise Refused("UNKNOWN_COLUMN", line=1, column=unknown[0][:120])
        if not rows:
            raise Refused("NO_ROWS", line=1)
        if table.ends == "CUT" or len(rows[-1][1]) < len(columns):
            raise Refused("TRUNCATED", line=rows[-1][0])

    def keep_newest(self, newest, reading, row, observation, version):
        """An export holds earlier versions too; only the newest of each cell is taken."""
        before = newest.get(observation.cell)
        if before and before[0] == version:
            reading.observations.append(observation)  # the check for duplicates will say what is wrong
            return
        if before and before[0] > version:
            reading.refuse(row, "OLDER_VERSION")
            return
        if before:
            reading.refuse(before[2], "OLDER_VERSION")
        newest[observation.cell] = (version, observation, row)


class RowReader:
    """Reads the cells of one row. What is said often (an indicator, a year, a group) is checked once and remembered."""

    def __init__(self, columns):
        self.columns = columns
        self.at = [columns.get(name) for name in COLUMNS]
        self.known = {}

    def read(self, line, cells):
        """(observation, version or 0); raises BadCell."""
        pick = [cells[column].strip() if column is not None else "" for column in self.at]
        described = tuple(pick[:8])
        head = self.known.get(described)
        if head is None:
            head = self.known[described] = self.check_description(*described)
        indicator, instrument, scope, school_code, fall_year, period, as_of_date, dimension, group, reader = head
        value, status = self.value(pick[10], pick[11], reader)
        observation = Observation(
            indicator,
            instrument,
            scope,
            school_code,
            fall_year,
            dimension,
            group,
            self.number(pick[8], "numerator"),
            self.number(pick[9], "denominator"),
            value,
            status,
            line,
            period,
            as_of_date,
            self.value_status(pick[12]),
        )
        if None not in observation[7:9] and observation.numerator > observation.denominator:
            raise BadCell("NUMERATOR_ABOVE_DENOMINATOR", "numerator")
        return observation, self.version(pick[13])

    def check_description(self, indicator, scope, school, year, period, dimension, group, instrument):
        known = INSTRUMENTS.get(instrument)
        if known is None or known.indicator != indicator:
            raise BadCell("UNKNOWN_INSTRUMENT", "instrument", label=f"{indicator} {instrument}"[:80])
        if scope not in (STATE, DISTRICT, SCHOOL):
            raise BadCell("UNKNOWN_SCOPE", "scope", label=scope[:40])
        school = code_of(school)
        if (scope == SCHOOL) != bool(CODE.match(school)) or (scope != SCHOOL and school):
            raise BadCell("BAD_SCHOOL_CODE", "school_code", code=school[:40])
        if dimension not in GROUPS or group not in GROUPS[dimension]:
            raise BadCell("UNKNOWN_GROUP", "group", label=f"{dimension}: {group}"[:60])
        period, as_of_date = self.period(period)
        reader = READERS[known.unit]
        return indicator, instrument, scope, school, self.fall_year(year), period, as_of_date, dimension, group, reader

    def fall_year(self, text):
        if text.isascii() and text.isdigit() and len(text) == 4:
            year = int(text)
            if school_years.FIRST_FALL_YEAR <= year <= school_years.LAST_FALL_YEAR:
                return year
        raise BadCell("NOT_A_YEAR", "fall_year", text=text[:60])

    def value(self, text, status, reader):
        """(value, status). A status that is given must fit the value: REPORTED with a figure, the others without."""
        try:
            value, meant = reader(text, NO_MARKS if status else TYPED_MARKS)
        except BadFigure as error:
            raise BadCell(error.code, "value", text=error.text[:60]) from None
        if status and (status not in STATUSES or (status == REPORTED) != (value is not None)):
            raise BadCell("STATUS_AND_VALUE", "display_status", label=status[:40])
        return value, status or meant

    def number(self, text, column):
        if not text:
            return None
        try:
            return cells_with.score(text, NO_MARKS)[0]
        except BadFigure as error:
            raise BadCell(error.code, column, text=error.text[:60]) from None

    def period(self, text):
        """(period, day it runs to): "" → (FINAL, None), "RUNNING 2022-06-30" → (RUNNING, 30 June 2022)."""
        period, _blank, day = (text or PeriodType.FINAL.value).partition(" ")
        if period not in PERIODS:
            raise BadCell("UNKNOWN_PERIOD", "period", label=text[:40])
        try:
            return period, date.fromisoformat(day) if day else None
        except ValueError:
            raise BadCell("NOT_A_DATE", "period", text=text[:60]) from None

    def value_status(self, text):
        if text in ("", ValueStatus.FINAL.value, ValueStatus.RESTATED.value):
            return ValueStatus.FINAL.value
        if text == ValueStatus.PRELIMINARY.value:
            return text
        raise BadCell("UNKNOWN_STATUS", "status", label=text[:40])

    def version(self, text):
        if text.isascii() and text.isdigit() and len(text) < 5:
            return int(text)
        if text:
            raise BadCell("NOT_A_WHOLE_NUMBER", "version", text=text[:60])
        return 0
