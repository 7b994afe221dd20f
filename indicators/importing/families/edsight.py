"""The layout that all reports of the state's portal (EdSight) share, read once here.

Titles, notes and a blank line, often a spanning header line, then the header and the rows; codes wrapped as formulas;
a breakdown in a column of its own. A report only says which columns make which figure (`Figure`).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from district import school_years
from indicators.importing import figures as cells_with
from indicators.importing.labels import dimension_of, group_of, plain
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

STATE_NAMES = {"state of connecticut", "state"}
STATE_CODE = "0000000"
FIRST_CELLS = {"district", "organization", "state"}
YEAR_IN_TITLE = re.compile(r"\b((?:19|20)[0-9]{2}[-–][0-9]{2,4})\s*$")
CODE = re.compile(r"^[0-9]{7}$")
SHORT_CODE = re.compile(r"^[0-9]{5,6}$")  # leading zeros lost on the way through a spreadsheet


def key(heading):
    """A heading without blanks and in small letters: "Total Numberof Students" = "Total Number of Students"."""
    return re.sub(r"\s+", "", heading).lower()


def code_of(cell):
    """A district's or school's seven digits, from `="0640011"`, `0640011`, `640011`; other text as it is."""
    text = unwrap(cell)
    return text.zfill(7) if len(text) < 7 and SHORT_CODE.match(text) else text


@dataclass
class Layout:
    """The parts of a report: its one-cell title lines, the spanning header filled to the right, header, data rows."""

    titles: list
    span: list
    header: list
    rows: list
    header_line: int
    columns: dict = field(default_factory=dict)

    @property
    def title(self):
        return self.titles[0] if self.titles else ""

    def has(self, *headings):
        return all(heading in self.columns for heading in headings)


def find_layout(table):
    """The layout of a table, or None where no header line of the state's portal is found near its top."""
    titles, before = [], []
    for index, (line, cells) in enumerate(table.head):
        filled = [cell for cell in cells if cell.strip()]
        if len(filled) >= 2 and plain(cells[0]) in FIRST_CELLS:
            header = fitted([cell.strip() for cell in cells], 1)
            columns = {}
            for column, heading in enumerate(header):
                columns.setdefault(key(heading), column)
            return Layout(titles, filled_right(before, len(header)), header, table.rows[index + 1 :], line, columns)
        if len(filled) == 1 and cells[0].strip():
            titles.append(filled[0].strip())
        before = cells
    return None


def filled_right(cells, width):
    """A spanning header: each empty cell belongs to the words on its left."""
    span, words = [], ""
    for cell in [*cells, *[""] * width][:width]:
        words = cell.strip() or words
        span.append(words)
    return span


def year_of(text):
    """The fall year at the end of a title ("…, 2014-15"), or None."""
    found = YEAR_IN_TITLE.search(text)
    if not found:
        return None
    try:
        return school_years.parse_label(found.group(1))
    except ValueError:
        return None


@dataclass(frozen=True)
class Figure:
    """Which columns make one observation. `read` turns the value's cell into percent, count or score.

    `group` is set where the column itself names the group (wide tables); else the row's breakdown cell does.
    """

    indicator: str
    instrument: str
    value: int
    read: Callable = cells_with.percent
    numerator: int | None = None
    denominator: int | None = None
    dimension: str = ""
    group: str = ""


@dataclass
class Plan:
    """How to read the rows of one report: its year, breakdown column, and figures.

    Where `by_column` is set, the figures depend on what a row says there ({"03": […]}); rows that say something else
    are issues under `otherwise`.
    """

    fall_year: int
    figures: list = field(default_factory=list)
    breakdown: int | None = None
    dimension: str = ""
    by_column: int | None = None
    by_label: dict = field(default_factory=dict)
    otherwise: str = ""
    marks: dict = field(default_factory=lambda: cells_with.EDSIGHT_MARKS)


def breakdown_of(layout):
    """(column, dimension) of the breakdown, or (None, ""). A grade column of a test is no breakdown if another is."""
    found = [(column, dimension_of(heading)) for column, heading in enumerate(layout.header) if dimension_of(heading)]
    return found[-1] if found else (None, "")


def check_whole(table, layout):
    """Refuse a file that was cut off: the portal's own files end with an empty line, others with a line end."""
    rows = [row for row in layout.rows if not is_blank(row[1])]
    if not rows:
        raise Refused("NO_ROWS", line=layout.header_line)
    last_line, last = rows[-1]
    if table.ends == "CUT" or len(last) < len(layout.header):
        raise Refused("TRUNCATED", line=last_line)
    if table.is_original and table.ends != "BLANK_LINE":
        raise Refused("TRUNCATED_ORIGINAL", line=last_line)
    return rows


def read_report(format_code, table, layout, plan, ask):
    """The observations and issues of one report."""
    reading = Reading(format_code=format_code, source_kind="STATE")
    rows = check_whole(table, layout)
    where = Where(layout, ask, rows)
    for line, cells in rows:
        reading.rows_read += 1
        row = (line, fitted(cells, len(layout.header)))
        if len(row[1]) != len(layout.header):
            reading.refuse(row, "RAGGED_ROW", found=len(row[1]), expected=len(layout.header))
            continue
        place = where.place(row, reading)
        if place is not None:
            read_row(reading, row, layout, plan, place)
        elif peer := where.peer(row, plan):
            read_peer(reading, row, plan, peer)
    return reading


class Where:
    """Whose row it is, by code: ours, the state's, another district's, or a problem."""

    def __init__(self, layout, ask, rows):
        self.ask = ask
        columns = layout.columns
        self.district = columns.get("districtcode", columns.get("reportingsdistrictcode"))
        self.organization = columns.get("organizationcode")
        self.school = columns.get("school")
        self.school_code = columns.get("schoolcode")
        self.our_names = {plain(cells[0]) for _line, cells in rows if self.is_ours_by_code(cells)}

    def is_ours_by_code(self, cells):
        if self.district is None or len(cells) <= max(self.district, self.school_code or 0):
            return False
        district = code_of(cells[self.district])
        if district == ".":
            return self.school_code is not None and code_of(cells[self.school_code]) in self.ask.our_schools
        return district == self.ask.district_code

    def place(self, row, reading):
        """(scope, school code) of a row that we take; else None, and the row is counted or refused."""
        line, cells = row
        if self.district is None:
            return self.state_place(row, reading)
        if self.is_ours_by_code(cells):
            return self.our_place(row, reading)
        district = code_of(cells[self.district])
        if district in ("", ".") and plain(cells[0]) in self.our_names:
            # Our name without our code: a doubled row, or a school that we do not know. A name proves nothing.
            if self.school_code is None:
                reading.refuse(row, "NO_DISTRICT_CODE")
            else:
                reading.refuse(row, "UNKNOWN_SCHOOL", code=code_of(cells[self.school_code])[:40])
        elif district in ("", ".") or CODE.match(district):
            reading.rows_other_districts += 1
        else:
            reading.refuse(row, "BAD_DISTRICT_CODE", "District Code", code=district[:40])
        return None

    def peer(self, row, plan):
        """(code, name) of another district whose row says something of all its students; else None."""
        if self.district is None or self.school is not None or self.school_code is not None or plan.dimension:
            return None
        _line, cells = row
        code = code_of(cells[self.district])
        is_other = CODE.match(code) and code not in (STATE_CODE, self.ask.district_code)
        return (code, cells[0].strip()[:120]) if is_other and cells[0].strip() else None

    def state_place(self, row, reading):
        line, cells = row
        code = STATE_CODE if self.organization is None else code_of(cells[self.organization])
        if self.school is None and plain(cells[0]) in STATE_NAMES and code == STATE_CODE:
            return STATE, ""
        reading.refuse(row, "NO_DISTRICT_CODE")
        return None

    def our_place(self, row, reading):
        line, cells = row
        if self.school is None and self.school_code is None:
            return DISTRICT, ""
        if self.school_code is None:
            reading.refuse(row, "NO_SCHOOL_CODE", name=cells[self.school][:120])
            return None
        code = code_of(cells[self.school_code])
        if not CODE.match(code):
            reading.refuse(row, "BAD_SCHOOL_CODE", code=code[:40])
            return None
        if self.school is not None:
            reading.school_names.setdefault(code, cells[self.school].strip()[:120])
        return SCHOOL, code


def read_peer(reading, row, plan, peer):
    """The figures of another district's row. One that cannot be read is left out whole: it is not ours to mend."""
    figures = plan.figures
    if plan.by_column is not None:
        figures = plan.by_label.get(plain(row[1][plan.by_column]), [])
    try:
        found = [observation(one, row, plan, (DISTRICT, ""), reading_group(one, "ALL", "ALL")) for one in figures]
    except BadFigure:
        return
    for one in found:
        reading.see_peer(*peer, one)


def read_row(reading, row, layout, plan, place):
    """All figures of a row of ours, or one issue: never half a row."""
    line, cells = row
    figures = plan.figures
    if plan.by_column is not None:
        figures = plan.by_label.get(plain(cells[plan.by_column]))
        if figures is None:
            reading.refuse(row, plan.otherwise, layout.header[plan.by_column], label=cells[plan.by_column][:60])
            return
    dimension, group = plan.dimension or "ALL", "ALL"
    if plan.breakdown is not None:
        group = group_of(dimension, cells[plan.breakdown])
        if group is None:
            reading.refuse(row, "UNKNOWN_GROUP", layout.header[plan.breakdown], label=cells[plan.breakdown][:60])
            return
    found = []
    for figure in figures:
        try:
            found.append(observation(figure, row, plan, place, reading_group(figure, dimension, group)))
        except BadFigure as error:
            reading.refuse(row, error.code, heading(layout, figure, cells, error), text=error.text[:60])
            return
    reading.observations.extend(found)


def reading_group(figure, dimension, group):
    return (figure.dimension, figure.group) if figure.dimension else (str(dimension), group)


def observation(figure, row, plan, place, breakdown):
    line, cells = row
    value, status = figure.read(unwrap(cells[figure.value]), plan.marks)
    return Observation(
        indicator=figure.indicator,
        instrument=figure.instrument,
        scope=place[0],
        school_code=place[1],
        fall_year=plan.fall_year,
        dimension=breakdown[0],
        group=breakdown[1],
        numerator=counted(cells, figure.numerator, plan.marks),
        denominator=counted(cells, figure.denominator, plan.marks),
        value=value,
        display_status=status,
        line=line,
    )


def counted(cells, column, marks):
    return None if column is None else cells_with.count(unwrap(cells[column]), marks)[0]


def heading(layout, figure, cells, error):
    """The heading of the column that held the bad cell."""
    for column in (figure.value, figure.numerator, figure.denominator):
        if column is not None and unwrap(cells[column]) == error.text:
            return (
                layout.span[column] + " " + layout.header[column]
                if layout.header[column] == "%"
                else layout.header[column]
            )
    return ""
