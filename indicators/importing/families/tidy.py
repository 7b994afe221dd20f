"""The portal's own table: what `export_indicators` writes, and what the district fills in for its own figures.

One row is one value. The columns that describe the value must be there; those about its storage (version, status,
source) may be left out. A value of the running year names its day in the period: `RUNNING 2022-06-30`. Figures of the
state may stand in such a file, but it cannot change them: only the state's own files can.
"""

from dataclasses import dataclass
from datetime import date
from functools import partial
from operator import itemgetter

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

    def __init__(self, reason, column, /, **details):
        super().__init__(reason)
        self.code, self.column, self.details = reason, column, details


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


class Checked(dict):
    """What `check` makes of a text, worked out once for each text: a table says the same words on most of its lines."""

    def __init__(self, check):
        self.check = check

    def __missing__(self, text):
        self[text] = checked = self.check(text)
        return checked


class RowReader:
    """Reads the cells of one row; what is wrong with one raises BadCell."""

    def __init__(self, columns):
        self.pick = itemgetter(*(columns.get(name, -1) for name in COLUMNS))
        self.series = Checked(series)
        self.places = Checked(place)
        self.years = Checked(year)
        self.periods = Checked(period)
        self.groups = Checked(breakdown)
        self.numerators = Checked(partial(figure, "numerator"))
        self.denominators = Checked(partial(figure, "denominator"))
        self.values = {unit: Checked(partial(value, READERS[unit])) for unit in InstrumentUnit}
        self.statuses = Checked(value_status)
        self.versions = Checked(version)

    def read(self, line, cells):
        """(observation, version or 0). A column that is left out reads as empty."""
        (
            indicator,
            scope,
            school,
            fall_year,
            when,
            dimension,
            group,
            instrument,
            numerator,
            denominator,
            text,
            display_status,
            status,
            version_text,
            _file,
            _line,
        ) = self.pick([*cells, ""])
        indicator, instrument, unit = self.series[indicator, instrument]
        numerator, denominator = self.numerators[numerator], self.denominators[denominator]
        if numerator is not None and denominator is not None and numerator > denominator:
            raise BadCell("NUMERATOR_ABOVE_DENOMINATOR", "numerator")
        observation = Observation(
            indicator,
            instrument,
            *self.places[scope, school],
            self.years[fall_year],
            *self.groups[dimension, group],
            numerator,
            denominator,
            *self.values[unit][text, display_status],
            line,
            *self.periods[when],
            self.statuses[status],
        )
        return observation, self.versions[version_text]


def series(texts):
    """(indicator, instrument, unit) of an indicator and instrument that belong together."""
    indicator, instrument = (text.strip() for text in texts)
    known = INSTRUMENTS.get(instrument)
    if known is None or known.indicator != indicator:
        raise BadCell("UNKNOWN_INSTRUMENT", "instrument", label=f"{indicator} {instrument}"[:80])
    return indicator, instrument, known.unit


def place(texts):
    """(scope, school code): a code for a school and none for the district or the state."""
    scope, school = texts[0].strip(), code_of(texts[1])
    if scope not in (STATE, DISTRICT, SCHOOL):
        raise BadCell("UNKNOWN_SCOPE", "scope", label=scope[:40])
    if not (CODE.match(school) if scope == SCHOOL else school == ""):
        raise BadCell("BAD_SCHOOL_CODE", "school_code", code=school[:40])
    return scope, school


def year(text):
    text = text.strip()
    if text.isascii() and text.isdigit() and len(text) == 4:
        fall_year = int(text)
        if school_years.FIRST_FALL_YEAR <= fall_year <= school_years.LAST_FALL_YEAR:
            return fall_year
    raise BadCell("NOT_A_YEAR", "fall_year", text=text[:60])


def period(text):
    """(period, day it runs to): "" → (FINAL, None), "RUNNING 2022-06-30" → (RUNNING, 30 June 2022)."""
    name, _blank, day = (text.strip() or PeriodType.FINAL.value).partition(" ")
    if name not in PERIODS:
        raise BadCell("UNKNOWN_PERIOD", "period", label=text[:40])
    try:
        return name, date.fromisoformat(day) if day else None
    except ValueError:
        raise BadCell("NOT_A_DATE", "period", text=text[:60]) from None


def breakdown(texts):
    dimension, group = (text.strip() for text in texts)
    if dimension not in GROUPS or group not in GROUPS[dimension]:
        raise BadCell("UNKNOWN_GROUP", "group", label=f"{dimension}: {group}"[:60])
    return dimension, group


def figure(column, text):
    text = text.strip()
    if not text:
        return None
    try:
        return cells_with.score(text, NO_MARKS)[0]
    except BadFigure as error:
        raise BadCell(error.code, column, text=error.text[:60]) from None


def value(reader, texts):
    """(value, status). A status that is given must fit the value: REPORTED with a figure, the others without."""
    text, status = (text.strip() for text in texts)
    try:
        found, meant = reader(text, NO_MARKS if status else TYPED_MARKS)
    except BadFigure as error:
        raise BadCell(error.code, "value", text=error.text[:60]) from None
    if status and (status not in STATUSES or (status == REPORTED) != (found is not None)):
        raise BadCell("STATUS_AND_VALUE", "display_status", label=status[:40])
    return found, status or meant


def value_status(text):
    """Only preliminary figures say so; whether a figure restates another the portal finds out itself."""
    text = text.strip()
    if text in ("", ValueStatus.FINAL.value, ValueStatus.RESTATED.value):
        return ValueStatus.FINAL.value
    if text == ValueStatus.PRELIMINARY.value:
        return text
    raise BadCell("UNKNOWN_STATUS", "status", label=text[:40])


def version(text):
    text = text.strip()
    if text.isascii() and text.isdigit() and len(text) < 5:
        return int(text)
    if text:
        raise BadCell("NOT_A_WHOLE_NUMBER", "version", text=text[:60])
    return 0
