"""Next Generation Accountability results: state, districts and schools in one wide file of about 120 columns.

Rates are fractions 0-1. The graduation rate and the postsecondary entrance rate lag one year: the 2018-19 file holds
the class of 2017-18 (data notes; Connecticut's own column dictionary).
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from district import school_years
from indicators.importing import figures as cells_with
from indicators.importing.families.edsight import CODE, STATE_CODE, code_of, year_of
from indicators.importing.observations import (
    DISTRICT,
    SCHOOL,
    STATE,
    BadFigure,
    Observation,
    Reading,
    Refused,
)
from indicators.importing.reading import fitted, is_blank, unwrap


@dataclass(frozen=True)
class Rate:
    indicator: str
    instrument: str
    years_back: int = 0
    dimension: str = "ALL"
    group: str = "ALL"


RATES = {
    "Ind4Rate": Rate("CHRONIC_ABS", "NEXTGEN_IND4"),
    "Ind4HNRate": Rate("CHRONIC_ABS", "NEXTGEN_IND4", dimension="HIGH_NEEDS", group="HN"),
    "Ind5Rate": Rate("CCR_ACCESS", "NEXTGEN_IND5"),
    "Ind6Rate": Rate("CCR_ACCESS", "NEXTGEN_IND6"),
    "Ind7Rate": Rate("ALG1_G9", "NEXTGEN_IND7"),
    "Ind8Rate": Rate("GRAD_4YR", "NEXTGEN_IND8", years_back=1),
    "Ind10Rate": Rate("COLLEGE_ACCEPT", "NEXTGEN_IND10", years_back=1),
}
DISTRICT_NAME = "RptngDistrictName"
NEEDS = {
    "FallOfYear",
    "ReportingDistrictCode",
    "SchoolName",
    "SchoolCode",
    "Category",
    "schoolyear",
    *RATES,
}
SCOPES = {"StateTot": STATE, "DistrictTot": DISTRICT, "SchoolTot": SCHOOL}


@dataclass(frozen=True)
class Accountability:
    code = "NEXTGEN_ACCOUNTABILITY"
    label = _("Next Generation Accountability results")

    def recognise(self, table):
        """(index of the header row, {heading: column}), or None."""
        for index, (_line, cells) in enumerate(table.head):
            if {cell.strip() for cell in cells} >= NEEDS:
                return index, {cell.strip(): column for column, cell in enumerate(cells)}
        return None

    def read(self, table, layout, ask):
        index, columns = layout
        width = len(table.rows[index][1])
        rows = [row for row in table.rows[index + 1 :] if not is_blank(row[1])]
        check_whole(table, rows, width, table.rows[index][0])
        reading = Reading(format_code=self.code, source_kind="STATE")
        title = next((cells[0] for _line, cells in table.rows[:index] if cells), "")
        for line, cells in rows:
            reading.rows_read += 1
            row = (line, fitted(cells, width))
            if len(row[1]) != width:
                reading.refuse(row, "RAGGED_ROW", found=len(row[1]), expected=width)
                continue
            place = self.place(row, columns, reading, ask)
            if place is not None:
                self.read_row(reading, row, columns, place, year_of(title))
            else:
                self.read_peer(reading, row, columns, ask, year_of(title))
        return reading

    def place(self, row, columns, reading, ask):
        """(scope, school code): the category says whose row it is, the codes must agree with it."""
        _line, cells = row
        district = code_of(cells[columns["ReportingDistrictCode"]])
        school = code_of(cells[columns["SchoolCode"]])
        scope = SCOPES.get(cells[columns["Category"]].strip())
        if scope is None:
            reading.refuse(row, "UNKNOWN_CATEGORY", "Category", label=cells[columns["Category"]][:60])
        elif scope == STATE and district == school == STATE_CODE:
            return STATE, ""
        elif scope == STATE or not CODE.match(district):
            reading.refuse(row, "BAD_DISTRICT_CODE", "ReportingDistrictCode", code=district[:40])
        elif district != ask.district_code:
            reading.rows_other_districts += 1
        elif scope == DISTRICT and school == STATE_CODE:
            return DISTRICT, ""
        elif scope == DISTRICT or not CODE.match(school) or school == STATE_CODE:
            reading.refuse(row, "BAD_SCHOOL_CODE", "SchoolCode", code=school[:40])
        else:
            reading.school_names.setdefault(school, cells[columns["SchoolName"]].strip()[:120])
            return SCHOOL, school
        return None

    def read_row(self, reading, row, columns, place, title_year):
        _line, cells = row
        year = year_of_row(cells, columns)
        if year is None or title_year not in (None, year):
            reading.refuse(row, "YEARS_DISAGREE", "FallOfYear", text=cells[columns["FallOfYear"]][:60])
            return
        found = []
        for heading, rate in RATES.items():
            try:
                found.append(self.observation(row, cells[columns[heading]], rate, place, year))
            except BadFigure as error:
                reading.refuse(row, error.code, heading, text=error.text[:60])
                return
        reading.observations.extend(found)

    def read_peer(self, reading, row, columns, ask, title_year):
        """The rates of another district's own row; one that cannot be read is left out whole."""
        _line, cells = row
        code = code_of(cells[columns["ReportingDistrictCode"]])
        is_total = SCOPES.get(cells[columns["Category"]].strip()) == DISTRICT
        name = cells[columns[DISTRICT_NAME]].strip()[:120] if DISTRICT_NAME in columns else ""
        year = year_of_row(cells, columns)
        if not (is_total and name and CODE.match(code)) or code in (STATE_CODE, ask.district_code):
            return
        if code_of(cells[columns["SchoolCode"]]) != STATE_CODE or year is None or title_year not in (None, year):
            return
        try:
            found = [
                self.observation(row, cells[columns[heading]], rate, (DISTRICT, ""), year)
                for heading, rate in RATES.items()
            ]
        except BadFigure:
            return
        for one in found:
            reading.see_peer(code, name, one)

    def observation(self, row, cell, rate, place, year):
        value, status = cells_with.fraction(unwrap(cell), cells_with.ACCOUNTABILITY_MARKS)
        return Observation(
            indicator=rate.indicator,
            instrument=rate.instrument,
            scope=place[0],
            school_code=place[1],
            fall_year=year - rate.years_back,
            dimension=rate.dimension,
            group=rate.group,
            numerator=None,
            denominator=None,
            value=value,
            display_status=status,
            line=row[0],
        )


def year_of_row(cells, columns):
    """The fall year that FallOfYear ("2018.000000") and schoolyear ("2018-19") both say, or None."""
    try:
        fall_year = int(float(cells[columns["FallOfYear"]]))
        return fall_year if school_years.parse_label(cells[columns["schoolyear"]]) == fall_year else None
    except (ValueError, OverflowError):
        return None


def check_whole(table, rows, width, header_line):
    if not rows:
        raise Refused("NO_ROWS", line=header_line)
    if table.ends == "CUT" or len(rows[-1][1]) < width:
        raise Refused("TRUNCATED", line=rows[-1][0])
    if table.is_original and table.ends != "BLANK_LINE":
        raise Refused("TRUNCATED_ORIGINAL", line=rows[-1][0])
