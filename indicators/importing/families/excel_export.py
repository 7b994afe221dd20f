"""The workbook that the state's present portal exports: sheet "Results", schools as "Name (code)".

The district has a name only, so rows are matched by the code of the school. An empty count is suppressed. The second
sheet, if there is one, is somebody's pivot table and is not read.
"""

import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from district import school_years
from indicators.importing import figures as cells_with
from indicators.importing.labels import GROUP_OF_LABEL, plain
from indicators.importing.observations import SCHOOL, BadFigure, Observation, Reading, Refused
from indicators.importing.reading import fitted, is_blank, unwrap

HEADER = ["Student Group", "District", "School", "School Year", "Student Count*"]
NAME_AND_CODE = re.compile(r"^(.*?)\s*\(([0-9]{7})\)\s*$")
DIMENSIONS = ["ALL", "RACE_ETH", "GENDER", "ELL", "SPED", "SES", "HIGH_NEEDS"]


def group_of_any(label):
    """(dimension, group) of a label that belongs to exactly one dimension ("Yes" belongs to several: None)."""
    found = [
        (dimension, GROUP_OF_LABEL[dimension][plain(label)])
        for dimension in DIMENSIONS
        if plain(label) in GROUP_OF_LABEL[dimension]
    ]
    return found[0] if len(found) == 1 else None


@dataclass(frozen=True)
class ExcelEnrollment:
    code = "EDSIGHT_EXCEL_ENROLLMENT"
    label = _("EdSight export to Excel: enrollment by school")

    def recognise(self, table):
        header = [cell.strip() for cell in fitted(table.head[0][1], len(HEADER))] if table.head else []
        return True if header == HEADER else None

    def read(self, table, _layout, ask):
        rows = [row for row in table.rows[1:] if not is_blank(row[1])]
        if not rows:
            raise Refused("NO_ROWS", line=1)
        if table.ends == "CUT" or len(rows[-1][1]) < len(HEADER):
            raise Refused("TRUNCATED", line=rows[-1][0])
        reading = Reading(format_code=self.code, source_kind="STATE")
        our_names = {plain(cells[1]) for _line, cells in rows if school_code(cells) in ask.our_schools}
        for line, cells in rows:
            reading.rows_read += 1
            row = (line, fitted(cells, len(HEADER)))
            if len(row[1]) != len(HEADER):
                reading.refuse(row, "RAGGED_ROW", found=len(row[1]), expected=len(HEADER))
            elif school_code(cells) in ask.our_schools:
                self.read_row(reading, row)
            elif plain(cells[1]) in our_names:
                code = "UNKNOWN_SCHOOL" if school_code(cells) else "NO_SCHOOL_CODE"
                reading.refuse(row, code, "School", code=school_code(cells), name=cells[2][:120])
            else:
                reading.rows_other_districts += 1
        return reading

    def read_row(self, reading, row):
        line, cells = row
        found = group_of_any(cells[0])
        if found is None:
            reading.refuse(row, "UNKNOWN_GROUP", "Student Group", label=cells[0][:60])
            return
        try:
            fall_year = school_years.parse_label(cells[3])
            value, status = cells_with.count(unwrap(cells[4]), cells_with.BLANK_IS_SUPPRESSED)
        except BadFigure as error:
            reading.refuse(row, error.code, "Student Count*", text=error.text[:60])
        except ValueError:
            reading.refuse(row, "NOT_A_YEAR", "School Year", text=cells[3][:60])
        else:
            place = (SCHOOL, school_code(cells), fall_year)
            reading.observations.append(
                Observation("ENROLLMENT", "ENROLLMENT_OCT", *place, *found, None, None, value, status, line)
            )


def school_code(cells):
    match = NAME_AND_CODE.match(cells[2]) if len(cells) > 2 else None
    return match.group(2) if match else ""
