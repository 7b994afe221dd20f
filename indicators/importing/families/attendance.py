"""Attendance by student group and district (data.ct.gov): three school years side by side, rates as fractions.

An empty cell is suppressed. The newest year is "year to date" until the month in "Reporting period".
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from district import school_years
from indicators.importing import figures as cells_with
from indicators.importing.families.edsight import CODE, code_of
from indicators.importing.labels import group_of, plain
from indicators.importing.observations import DISTRICT, STATE, BadFigure, Observation, Reading, Refused
from indicators.importing.reading import fitted, is_blank, unwrap
from indicators.models.values import PeriodType

STATE_ROW = "00000CT"
FIXED = ["District code", "District name", "Category", "Student group"]
COLUMN = re.compile(r"^([0-9]{4}-[0-9]{4}) (student count|attendance rate)( - year to date)?$")
DIMENSIONS = {
    "": "ALL",
    "race/ethnicity": "RACE_ETH",
    "free/reduced lunch": "SES",
    "english learners": "ELL",
    "students with disabilities": "SPED",
    "high needs": "HIGH_NEEDS",
    "homelessness": "HOUSING",
}


@dataclass(frozen=True)
class Year:
    fall_year: int
    count: int
    rate: int
    is_running: bool


@dataclass(frozen=True)
class Attendance:
    code = "CT_ATTENDANCE"
    label = _("Connecticut Open Data: attendance by student group and district")

    def recognise(self, table):
        """Index of the header row, or None."""
        for index, (_line, cells) in enumerate(table.head):
            if cells[:4] == FIXED and "Reporting period" in cells and "Date update" in cells:
                return index
        return None

    def read(self, table, index, ask):
        header_line, header = table.rows[index]
        header = fitted(header, 1)
        years = years_in(header, header_line)
        rows = [row for row in table.rows[index + 1 :] if not is_blank(row[1])]
        check_whole(table, rows, header, header_line)
        reading = Reading(format_code=self.code, source_kind="STATE")
        for line, cells in rows:
            reading.rows_read += 1
            row = (line, fitted(cells, len(header)))
            if len(row[1]) != len(header):
                reading.refuse(row, "RAGGED_ROW", found=len(row[1]), expected=len(header))
                continue
            scope = self.scope(row, reading, ask)
            if scope:
                self.read_row(reading, row, header, years, scope)
            else:
                self.read_peer(reading, row, years, ask)
        return reading

    def scope(self, row, reading, ask):
        _line, cells = row
        code = cells[0].strip() if cells[0].strip() == STATE_ROW else code_of(cells[0])
        if code == STATE_ROW:
            return STATE
        if code == ask.district_code:
            return DISTRICT
        if CODE.match(code):
            reading.rows_other_districts += 1
        else:
            reading.refuse(row, "BAD_DISTRICT_CODE", "District code", code=code[:40])
        return None

    def read_peer(self, reading, row, years, ask):
        """The whole years of another district, for all its students; a row that cannot be read is left out."""
        _line, cells = row
        code, name = code_of(cells[0]), cells[1].strip()[:120]
        if not CODE.match(code) or code == ask.district_code or not name or DIMENSIONS.get(plain(cells[2])) != "ALL":
            return
        try:
            found = [observation(row, year, DISTRICT, "ALL", "ALL", None) for year in years if not year.is_running]
        except BadFigure:
            return
        for one in found:
            reading.see_peer(code, name, one)

    def read_row(self, reading, row, header, years, scope):
        _line, cells = row
        dimension = DIMENSIONS.get(plain(cells[2]))
        group = group_of(dimension, cells[3]) if dimension else None
        if group is None:
            reading.refuse(row, "UNKNOWN_GROUP", "Student group", label=f"{cells[2]}: {cells[3]}"[:60])
            return
        as_of = end_of_month(cells[header.index("Reporting period")])
        if as_of is None:
            reading.refuse(row, "NOT_A_DATE", "Reporting period", text=cells[header.index("Reporting period")][:60])
            return
        found = []
        for year in years:
            try:
                found.append(observation(row, year, scope, dimension, group, as_of))
            except BadFigure as error:
                column = next(c for c in (year.rate, year.count) if unwrap(cells[c]) == error.text)
                reading.refuse(row, error.code, header[column], text=error.text[:60])
                return
        reading.observations.extend(found)


def years_in(header, header_line):
    """The school years of the table, each with its two columns; Refused for any column that is something else."""
    found = {}
    for column, heading in enumerate(header[4:], start=4):
        if heading in ("Reporting period", "Date update"):
            continue
        match = COLUMN.match(heading)
        if not match:
            raise Refused("UNKNOWN_COLUMN", line=header_line, column=heading[:120])
        try:
            fall_year = school_years.parse_label(match.group(1))
        except ValueError:
            raise Refused("UNKNOWN_COLUMN", line=header_line, column=heading[:120]) from None
        found.setdefault(fall_year, {})[match.group(2)] = (column, bool(match.group(3)))
    for fall_year, columns in found.items():
        if len(columns) != 2:
            raise Refused("UNKNOWN_COLUMN", line=header_line, column=school_years.label(fall_year))
    return [
        Year(year, columns["student count"][0], columns["attendance rate"][0], columns["attendance rate"][1])
        for year, columns in found.items()
    ]


def end_of_month(text):
    """ "June 2022" → 30 June 2022; None for anything else."""
    try:
        month = datetime.strptime(text.strip(), "%B %Y")
    except ValueError:
        return None
    return date(month.year, month.month, calendar.monthrange(month.year, month.month)[1])


def observation(row, year, scope, dimension, group, as_of):
    line, cells = row
    value, status = cells_with.fraction(unwrap(cells[year.rate]), cells_with.BLANK_IS_SUPPRESSED)
    students, _status = cells_with.count(unwrap(cells[year.count]), cells_with.BLANK_IS_SUPPRESSED)
    return Observation(
        indicator="ATTENDANCE",
        instrument="ATTENDANCE_RATE",
        scope=scope,
        school_code="",
        fall_year=year.fall_year,
        dimension=dimension,
        group=group,
        numerator=None,
        denominator=students,
        value=value,
        display_status=status,
        line=line,
        period=(PeriodType.RUNNING if year.is_running else PeriodType.FINAL).value,
        as_of_date=as_of if year.is_running else None,
    )


def check_whole(table, rows, header, header_line):
    """The published file itself lacks a line end after its last row, so that row must be whole to its last date."""
    if not rows:
        raise Refused("NO_ROWS", line=header_line)
    last_line, last = rows[-1]
    dates = {cells[-1] for _line, cells in rows[:50]}
    if len(last) < len(header) or (table.ends == "CUT" and last[-1] not in dates):
        raise Refused("TRUNCATED", line=last_line)
