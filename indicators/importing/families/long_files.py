"""The "long" re-publications by CT Data Collaborative: one figure a line, districts named by town (FIPS), not by code.

They are a publication of their own and get instruments of their own: their figures never overwrite the state's.
"""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from district import school_years
from indicators.importing import figures as cells_with
from indicators.importing.labels import group_of
from indicators.importing.observations import DISTRICT, STATE, BadFigure, Observation, Reading, Refused
from indicators.importing.reading import fitted, is_blank, unwrap

STATE_FIPS = "9"
# The district's code is not in these files, only its town's census code (data notes). Matching by name would take
# districts of the same name; so a district is listed here or its rows are not taken.
FIPS_OF_DISTRICT = {"0640011": "900337070"}

GRADUATION_HEADER = ["District", "FIPS", "Year", "Variable", "Measure Type", "Value"]
SUSPENSION_HEADER = ["District", "FIPS", "Year", "Race/Ethnicity", "Variable", "Measure Type", "Value"]
COHORT = "Total Cohort Count"
RATES = {
    "Four Year Graduation Rate": ("CTDATA_COHORT4", "Four Year Graduation Count"),
    "Still Enrolled After Four Years Rate": ("CTDATA_COHORT4_STILL", "Still Enrolled After Four Years Count"),
    "Other Rate": ("CTDATA_COHORT4_OTHER", "Other Count"),
}
KNOWN_VARIABLES = {COHORT, *RATES, *(count for _instrument, count in RATES.values())}


@dataclass
class Cohort:
    """The lines of one place and year, by variable."""

    rows: dict = field(default_factory=dict)


def our_rows(reading, table, header, ask):
    """Yields (scope, fall year, row) for rows of ours and the state's; counts or refuses the others."""
    fips = FIPS_OF_DISTRICT.get(ask.district_code)
    if fips is None:
        raise Refused("NO_TOWN_CODE", line=1, code=ask.district_code)
    for line, cells in check_whole(table, header):
        reading.rows_read += 1
        row = (line, [unwrap(cell) for cell in fitted(cells, len(header))])
        if len(row[1]) != len(header):
            reading.refuse(row, "RAGGED_ROW", found=len(row[1]), expected=len(header))
            continue
        town = row[1][1].lstrip("0")
        if town not in (fips, STATE_FIPS):
            reading.rows_other_districts += 1
            continue
        try:
            fall_year = school_years.parse_label(row[1][2])
        except ValueError:
            reading.refuse(row, "NOT_A_YEAR", "Year", text=row[1][2][:60])
            continue
        yield (STATE if town == STATE_FIPS else DISTRICT), fall_year, row


def check_whole(table, header):
    rows = [row for row in table.rows[1:] if not is_blank(row[1])]
    if not rows:
        raise Refused("NO_ROWS", line=1)
    if table.ends == "CUT" or len(rows[-1][1]) < len(header):
        raise Refused("TRUNCATED", line=rows[-1][0])
    return rows


def has_header(table, header):
    return bool(table.head) and [cell.strip() for cell in fitted(table.head[0][1], len(header))] == header


@dataclass(frozen=True)
class LongGraduation:
    """Counts and rates stand on lines of their own; the three that belong to one rate become one observation."""

    code = "CTDATA_GRADUATION"
    label = _("CTData.org: four-year graduation, long table")

    def recognise(self, table):
        return True if has_header(table, GRADUATION_HEADER) else None

    def read(self, table, _layout, ask):
        reading = Reading(format_code=self.code, source_kind="STATE")
        cohorts = {}
        for scope, fall_year, row in our_rows(reading, table, GRADUATION_HEADER, ask):
            variable = row[1][3]
            cohort = cohorts.setdefault((scope, fall_year), Cohort())
            if variable not in KNOWN_VARIABLES:
                reading.refuse(row, "UNKNOWN_VARIABLE", "Variable", label=variable[:60])
            elif variable in cohort.rows:
                self.refuse_double(reading, row, cohort.rows[variable])
            else:
                cohort.rows[variable] = row
        for (scope, fall_year), cohort in cohorts.items():
            self.read_cohort(reading, scope, fall_year, cohort)
        return reading

    def refuse_double(self, reading, row, first):
        same = row[1] == first[1]
        reading.refuse(row, "DOUBLE_ROW" if same else "CONFLICT_IN_FILE", "Value", line=first[0])

    def read_cohort(self, reading, scope, fall_year, cohort):
        for variable, (instrument, count) in RATES.items():
            row = cohort.rows.get(variable)
            if row is None:
                continue
            try:
                value, status = cells_with.percent(row[1][5], cells_with.LONG_MARKS)
                numerator, denominator = (self.count(cohort, name) for name in (count, COHORT))
            except BadFigure as error:
                reading.refuse(row, error.code, "Value", text=error.text[:60])
                continue
            reading.observations.append(
                Observation(
                    "GRAD_4YR",
                    instrument,
                    scope,
                    "",
                    fall_year,
                    "ALL",
                    "ALL",
                    numerator,
                    denominator,
                    value,
                    status,
                    row[0],
                )
            )

    def count(self, cohort, variable):
        row = cohort.rows.get(variable)
        return cells_with.count(row[1][5], cells_with.LONG_MARKS)[0] if row else None


@dataclass(frozen=True)
class LongSuspension:
    code = "CTDATA_SUSPENSION_RACE"
    label = _("CTData.org: suspension rates by race, long table")

    def recognise(self, table):
        return True if has_header(table, SUSPENSION_HEADER) else None

    def read(self, table, _layout, ask):
        reading = Reading(format_code=self.code, source_kind="STATE")
        for scope, fall_year, row in our_rows(reading, table, SUSPENSION_HEADER, ask):
            cells = row[1]
            group = group_of("RACE_ETH", cells[3])
            if group is None:
                reading.refuse(row, "UNKNOWN_GROUP", "Race/Ethnicity", label=cells[3][:60])
            elif (cells[4], cells[5]) != ("Suspensions", "Percent"):
                reading.refuse(row, "UNKNOWN_VARIABLE", "Variable", label=f"{cells[4]} {cells[5]}"[:60])
            else:
                self.read_row(reading, scope, fall_year, group, row)
        return reading

    def read_row(self, reading, scope, fall_year, group, row):
        try:
            value, status = cells_with.percent(row[1][6], cells_with.LONG_MARKS)
        except BadFigure as error:
            reading.refuse(row, error.code, "Value", text=error.text[:60])
            return
        reading.observations.append(
            Observation(
                "OSS_COUNT",
                "CTDATA_SUSPENSION_RATE",
                scope,
                "",
                fall_year,
                "RACE_ETH",
                group,
                None,
                None,
                value,
                status,
                row[0],
            )
        )
