"""The portal's own table: what `export_indicators` writes, and what the district fills in for its own figures.

One row is one value. The columns that describe the value must be there; those about its storage (version, status,
source) may be left out; `published_as` is for people to read and says nothing here. A value of the running year names
its day in the period: `RUNNING 2022-06-30`. Figures of the state may stand in such a file, but it cannot change them:
only the state's own files can.
"""

from dataclasses import dataclass
from datetime import date
from functools import partial

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
from indicators.importing.reading import fitted
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
PUBLISHED_AS = "published_as"  # what pages print of a value: of a hidden one or a band there is no more
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
        unknown = [heading for heading in columns if heading not in (*COLUMNS, PUBLISHED_AS)]
        if unknown:
            raise Refused("UNKNOWN_COLUMN", line=1, column=unknown[0][:120])
        reading = Reading(format_code=self.code, source_kind=SourceKind.DISTRICT.value)
        row_reader, newest, last = RowReader(columns), {}, None
        for rows in table.batches(skip=1):
            self.read_some(rows, row_reader, reading, newest)
            reading.rows_read += len(rows)
            last = rows[-1]
        self.check_whole(table, last, len(columns))
        reading.observations.extend(observation for _version, observation, _row in newest.values())
        return reading

    def read_some(self, rows, row_reader, reading, newest):
        batch = Batch(rows, row_reader.places_of_columns)
        observations, versions = row_reader.read(batch)
        for index, error in batch.bad.items():
            reading.refuse(rows[index], error.code, error.column, **error.details)
        if not batch.bad and not any(versions):
            reading.observations += observations
            return
        for index, (row, observation, version) in enumerate(zip(rows, observations, versions, strict=True)):
            if index in batch.bad:
                continue
            if version:
                self.keep_newest(newest, reading, row, observation, version)
            else:
                reading.observations.append(observation)

    def check_whole(self, table, last, width):
        if last is None:
            raise Refused("NO_ROWS", line=1)
        line, cells = last
        if table.ends == "CUT" or len(cells) < width:
            raise Refused("TRUNCATED", line=line)

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
    """What `check` makes of a text, worked out once for each text: a table says the same words on most of its lines.

    A text that is wrong gives `blank`, and its reason is in `errors`.
    """

    def __init__(self, check, blank=None):
        self.check, self.blank, self.errors = check, blank, {}

    def __missing__(self, text):
        try:
            self[text] = checked = self.check(text)
        except BadCell as error:
            self[text] = checked = self.blank
            self.errors[text] = error.with_traceback(None)
        return checked


class Batch:
    """Rows that are read together, column by column, which is faster than cell by cell.

    `bad` says of each row that is wrong what was found first: {place in the batch: BadCell}.
    """

    def __init__(self, rows, places_of_columns):
        self.places_of_columns, self.bad = places_of_columns, {}
        self.lines = [line for line, _cells in rows]
        width = len(places_of_columns)
        cells = [fitted(cells, width) for _line, cells in rows]
        for index, one in enumerate(cells):
            if len(one) != width:
                self.bad[index] = BadCell("RAGGED_ROW", "", found=len(one), expected=width)
                cells[index] = [""] * width
        self.columns = [*zip(*cells, strict=True)]

    def column(self, heading):
        """The texts of a column; one that is left out reads as empty."""
        place = self.places_of_columns.get(heading)
        return [""] * len(self.lines) if place is None else self.columns[place]

    def checked(self, known, texts):
        found = [*map(known.__getitem__, texts)]
        if known.errors:
            self.mark_bad(known.errors, texts)
        return found

    def checked_together(self, known, *columns):
        """As `checked`, of several columns that must fit each other: the columns of what `known` makes of them."""
        return zip(*self.checked(known, [*zip(*columns, strict=True)]), strict=True)

    def mark_bad(self, errors, texts):
        for index, text in enumerate(texts):
            if text in errors:
                self.bad.setdefault(index, errors[text])


class RowReader:
    """Reads batches of rows. `places_of_columns` is {heading: column}."""

    def __init__(self, places_of_columns):
        self.places_of_columns = places_of_columns
        self.series = Checked(series, blank=(None, None, InstrumentUnit.COUNT))
        self.places = Checked(place, blank=(None, None))
        self.years = Checked(year)
        self.periods = Checked(period, blank=(None, None))
        self.groups = Checked(breakdown, blank=(None, None))
        self.numerators = Checked(partial(figure, "numerator"))
        self.denominators = Checked(partial(figure, "denominator"))
        self.values = Checked(value, blank=(None, None))
        self.statuses = Checked(value_status)
        self.versions = Checked(version)

    def read(self, batch):
        """([observation], [version or 0]) of a batch. Those of its bad rows say nothing.

        A row with several wrong cells is refused for the first of them in the order of these lines.
        """
        column, checked, together = batch.column, batch.checked, batch.checked_together
        indicators, instruments, units = together(self.series, column("indicator"), column("instrument"))
        numerators = checked(self.numerators, column("numerator"))
        denominators = checked(self.denominators, column("denominator"))
        for index, (numerator, denominator) in enumerate(zip(numerators, denominators, strict=True)):
            if numerator is not None and denominator is not None and numerator > denominator:
                batch.bad.setdefault(index, BadCell("NUMERATOR_ABOVE_DENOMINATOR", "numerator"))
        scopes, schools = together(self.places, column("scope"), column("school_code"))
        years = checked(self.years, column("fall_year"))
        dimensions, groups = together(self.groups, column("dimension"), column("group"))
        values, display_statuses = together(self.values, units, column("value"), column("display_status"))
        periods, days = zip(*checked(self.periods, column("period")), strict=True)
        statuses = checked(self.statuses, column("status"))
        versions = checked(self.versions, column("version"))
        fields = {
            "indicator": indicators,
            "instrument": instruments,
            "scope": scopes,
            "school_code": schools,
            "fall_year": years,
            "dimension": dimensions,
            "group": groups,
            "numerator": numerators,
            "denominator": denominators,
            "value": values,
            "display_status": display_statuses,
            "line": batch.lines,
            "period": periods,
            "as_of_date": days,
            "status": statuses,
        }
        in_order = [fields[name] for name in Observation._fields]
        return [*map(Observation._make, zip(*in_order, strict=True))], versions


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


def value(texts):
    """(value, status). A status that is given must fit the value: REPORTED with a figure, the others without."""
    unit, text, status = texts[0], texts[1].strip(), texts[2].strip()
    try:
        found, meant = READERS[unit](text, NO_MARKS if status else TYPED_MARKS)
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
