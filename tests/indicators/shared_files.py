"""The published files, read a second time with nothing but the csv module, by folder and name.

Written apart from `indicators.importing` and sharing none of its code, so that a mistake there cannot hide here. Only
the rows of district 0640011 and of the state are read. What comes out is compared with `export_indicators`.
"""

import csv
import os
import re
from decimal import Decimal
from pathlib import Path

from django.conf import settings

FOLDER = Path(os.environ.get("PORTAL_SHARED_DATA") or settings.BASE_DIR.parent / "shared" / "data")
HARTFORD = "0640011"
EDSIGHT = "ctdc-edsight-data"

RACES = {
    "American Indian or Alaska Native": "AM",
    "Indian or Alaska Native": "AM",
    "Asian": "AS",
    "Black or African American": "BL",
    "Black": "BL",
    "Hispanic/Latino of any race": "HI",
    "Hispanic or Latino of any race": "HI",
    "Hispanic or Latino": "HI",
    "Hispanic": "HI",
    "Native Hawaiian or Other Pacific Islander": "PI",
    "Hawaiian or Pacific Islander": "PI",
    "Two or More Races": "MU",
    "White": "WH",
}
BREAKDOWNS = {
    # Word in the file's name → dimension, {label: group}.
    "all-students": ("ALL", {}),
    "": ("ALL", {}),
    "race": ("RACE_ETH", RACES),
    "gender": ("GENDER", {"Female": "F", "Male": "M", "F": "F", "M": "M"}),
    "ell": (
        "ELL",
        {
            "ELL": "EL",
            "Non-ELL": "NOT_EL",
            "English Learner Status": "EL",
            "English Language Learners": "EL",
            "Y": "EL",
            "N": "NOT_EL",
            "Yes": "EL",
            "No": "NOT_EL",
        },
    ),
    "lunch": (
        "SES",
        {
            "Eligible For Free Lunch": "FREE",
            "Eligible For Reduced Lunch": "REDUCED",
            "Not Eligible For Lunch": "NOT_ELIG",
            "Eligible for Free or Reduced-Price Meals": "FRPM",
            "Free": "FREE",
            "Reduced": "REDUCED",
            "Non-Subsidized": "NOT_ELIG",
        },
    ),
    "free-reduced-price-meal-eligibility-2-level-": ("SES", {"Y": "FRPM", "N": "NOT_ELIG"}),
    "special-education": (
        "SPED",
        {"Special Education": "SWD", "Non-Special Education": "NOT_SWD", "Y": "SWD", "N": "NOT_SWD", "Yes": "SWD"}
        | {"No": "NOT_SWD"},
    ),
    "sped": ("SPED", {"Students with Disabilities": "SWD"}),
    "high-needs": ("HIGH_NEEDS", {"High Needs": "HN", "Non-High Needs": "NOT_HN"}),
    "grade": (
        "GRADE",
        {"Kindergarten": "K", "K": "K", "Pre-Kindergarten": "PK", "Not Available": "UNKNOWN"}
        | {f"Grade {n}": f"{n:02d}" for n in range(10, 13)}
        | {f"Grade   {n}": f"{n:02d}" for n in range(1, 10)}
        | {f"Grade {n}": f"{n:02d}" for n in range(1, 10)}
        | {f"{n:02d}": f"{n:02d}" for n in range(1, 13)},
    ),
}
SPOKEN = {"*": "SUPPRESSED", "N/A": "NOT_REPORTED"}


class Truth(dict):
    """{cell: (numerator, denominator, value, status)}; a cell that two files give differently is a mistake of ours."""

    def __init__(self):
        self.conflicts = []

    def say(self, cell, figures):
        if self.setdefault(cell, figures) != figures:
            self.conflicts.append(cell)


def number(text):
    try:
        return Decimal(text)
    except ArithmeticError:
        return None


def figures(value, numerator="", denominator="", scale=1, spoken=SPOKEN):
    found = number(value)
    status = "REPORTED" if found is not None else spoken[value]
    return number(numerator), number(denominator), None if found is None else found * scale, status


def table(path):
    """(header, rows) of a file of the state's portal: the header is the first full row with a place on its left."""
    with path.open(newline="") as file:
        rows = [row for row in csv.reader(file) if row]
    start = next(i for i, row in enumerate(rows) if len(row) > 1 and row[0] in ("District", "Organization", "State"))
    return rows[start], rows[start + 1 :]


def places(header, rows):
    """Yields (scope, school code, row) for Hartford's rows and the state's."""
    district_column = next((i for i, h in enumerate(header) if h in ("District Code", "reportingsdistrictcode")), None)
    school_column = header.index("School Code") if "School Code" in header else None
    for row in rows:
        school = row[school_column].strip('="') if school_column is not None else ""
        if district_column is None:
            yield "STATE", "", row
        elif row[district_column].strip('="') == HARTFORD:
            yield ("SCHOOL" if school else "DISTRICT"), school, row
        elif row[district_column] == "." and row[0] == "Hartford School District":
            yield "SCHOOL", school, row


def year_in(path):
    return int(re.search(r"__(20\d\d)-\d\d", path.name).group(1))


def breakdown(path):
    """The breakdown in a file's name: chronic-absenteeism__2014-15_all-schools_race.csv → race."""
    words = path.stem.split("__", 1)[1].split("_", 1)[1]
    for word in ("all-schools_", "_ct", "_grad", "_nongrad", "all-subjects_", "ela_", "_all-grades"):
        words = words.replace("_nongrad", "").replace(word, "") if word == "_grad" else words.replace(word, "")
    return BREAKDOWNS[words.strip("_") if words.strip("_") in BREAKDOWNS else words]


def group(dimension, labels, row, header):
    if dimension == "ALL":
        return "ALL"
    return next(labels[cell] for cell, heading in zip(row, header, strict=True) if is_breakdown(heading, dimension))


def is_breakdown(heading, dimension):
    return heading in {
        "RACE_ETH": ("Race/Ethnicity", "Race"),
        "GENDER": ("Gender",),
        "ELL": ("English Learner Status", "ELL"),
        "SES": ("Free/Reduced Price Meal Eligibility", "Free/Reduced Price Meal Eligibility (2-level)"),
        "SPED": ("Special Education Status", "Special Education"),
        "HIGH_NEEDS": ("High Needs Status",),
        "GRADE": ("Grade",),
    }.get(dimension, ())


def read_simple(truth, path, indicator, columns):
    """A report with one breakdown column. `columns`: (instrument, value, numerator, denominator) by heading."""
    header, rows = table(path)
    dimension, labels = breakdown(path)
    for scope, school, row in places(header, rows):
        named = dict(zip(header, row, strict=True))
        at = (scope, school, year_in(path), "FINAL", dimension, group(dimension, labels, row, header))
        for instrument, value, numerator, denominator in columns:
            truth.say(
                (indicator, instrument, *at),
                figures(named[value], named.get(numerator, ""), named.get(denominator, "")),
            )


def read_chronic(truth, path):
    header, _rows = table(path)
    value = "%" if "Student Count" in header else "% Chronically Absent"
    read_simple(truth, path, "CHRONIC_ABS", [("EDSIGHT_CHRONIC", value, "Student Count", "")])


def read_graduation(truth, path):
    cohort = "Four-Year Cohort Count"
    if "_nongrad" in path.name:
        columns = [
            ("EDSIGHT_COHORT4_STILL", "Still Enrolled Rate", "Still Enrolled Count", cohort),
            ("EDSIGHT_COHORT4_OTHER", "Other Rate", "Other Count", cohort),
        ]
    else:
        columns = [("EDSIGHT_COHORT4", "Graduation Rate", "Graduation Count", cohort)]
    read_simple(truth, path, "GRAD_4YR", columns)


def read_college(truth, path):
    header, _rows = table(path)
    if "School" in header and "School Code" not in header:
        return  # names of schools without their codes: nothing of these can be taken
    columns = [
        ("EDSIGHT_COLLEGE_ENTRANCE", "Entrance(%)", "", ""),
        ("EDSIGHT_COLLEGE_PERSISTENCE", "Persistence(%)", "", ""),
    ]
    read_simple(truth, path, "COLLEGE_ACCEPT", columns)


def read_suspension(truth, path):
    read_simple(truth, path, "OSS_COUNT", [("EDSIGHT_SUSPENDED_STUDENTS", "%", "Count", "")])


EVENTS = {
    "In-School Suspension": "EDSIGHT_ISS_EVENTS",
    "Out-of-School Suspension": "EDSIGHT_OSS_EVENTS",
    "Expulsion": "EDSIGHT_EXPULSIONS",
    "Bus Suspension": "EDSIGHT_BUS_SUSPENSIONS",
    "Violent Crimes Against Persons": "EDSIGHT_INCIDENT_VIOLENT",
    "Sexually Related Behavior": "EDSIGHT_INCIDENT_SEXUAL",
    "Personally Threatening Behavior": "EDSIGHT_INCIDENT_THREAT",
    "Theft Related Behaviors": "EDSIGHT_INCIDENT_THEFT",
    "Physical and Verbal Confrontation": "EDSIGHT_INCIDENT_CONFRONTATION",
    "Fighting and Battery": "EDSIGHT_INCIDENT_FIGHTING",
    "Property Damage": "EDSIGHT_INCIDENT_DAMAGE",
    "Weapons": "EDSIGHT_INCIDENT_WEAPONS",
    "Drugs, Alcohol, Tobacco": "EDSIGHT_INCIDENT_DRUGS",
    "School Policy Violations": "EDSIGHT_INCIDENT_POLICY",
}


def read_events(truth, path):
    header, rows = table(path)
    for scope, school, row in places(header, rows):
        for heading, cell in zip(header, row, strict=True):
            if heading in EVENTS:
                at = (scope, school, year_in(path), "FINAL", "ALL", "ALL")
                truth.say(("OSS_COUNT", EVENTS[heading], *at), figures(cell))


def read_enrollment(truth, path):
    header, rows = table(path)
    dimension, labels = breakdown(path)
    for scope, school, row in places(header, rows):
        for heading, cell in zip(header, row, strict=True):
            if heading in ("District", "District Code", "School", "School Code"):
                continue
            of_all = heading in ("Total", "Count")
            at = ("ALL", "ALL") if of_all else (dimension, labels[heading])
            truth.say(
                ("ENROLLMENT", "ENROLLMENT_OCT", scope, school, year_in(path), "FINAL", *at),
                figures(cell),
            )


LEVELS = ["L1", "L2", "L3", "L4", "L34"]


def read_smarter_balanced(truth, path):
    header, rows = table(path)
    dimension, labels = breakdown(path)
    students = header.index("Total Numberof Students")
    for scope, school, row in places(header, rows):
        if row[header.index("Grade")] != "03":
            continue
        at = (scope, school, year_in(path), "FINAL", dimension, group(dimension, labels, row, header))
        total, tested, participation, scored = row[students : students + 4]
        for number_of_level, level in enumerate(LEVELS):
            count, percent = row[students + 4 + 2 * number_of_level : students + 6 + 2 * number_of_level]
            truth.say(("READ_G3", f"SBAC_ELA_{level}", *at), figures(percent, count, scored))
        truth.say(("READ_G3", "SBAC_ELA_PARTICIPATION", *at), figures(participation, tested, total))
        truth.say(("READ_G3", "SBAC_ELA_SCORE", *at), figures(row[-1], "", scored))


def read_sat(truth, path):
    header, rows = table(path)
    dimension, labels = breakdown(path)
    scored_column = header.index("Total Numberwith Scored Tests")
    for scope, school, row in places(header, rows):
        test = {"ELA": "SAT_ELA", "Math": "SAT_MATH"}[row[header.index("Subject")]]
        at = (scope, school, year_in(path), "FINAL", dimension, group(dimension, labels, row, header))
        scored = row[scored_column]
        for number_of_level, level in enumerate(LEVELS):
            count, percent = row[scored_column + 1 + 2 * number_of_level : scored_column + 3 + 2 * number_of_level]
            truth.say(("CCR_ACCESS", f"{test}_{level}", *at), figures(percent, count, scored))
        truth.say(("CCR_ACCESS", f"{test}_SCORE", *at), figures(row[-1], "", scored))


ACCOUNTABILITY = [
    # column, indicator, instrument, years back, breakdown
    ("Ind4Rate", "CHRONIC_ABS", "NEXTGEN_IND4", 0, ("ALL", "ALL")),
    ("Ind4HNRate", "CHRONIC_ABS", "NEXTGEN_IND4", 0, ("HIGH_NEEDS", "HN")),
    ("Ind5Rate", "CCR_ACCESS", "NEXTGEN_IND5", 0, ("ALL", "ALL")),
    ("Ind6Rate", "CCR_ACCESS", "NEXTGEN_IND6", 0, ("ALL", "ALL")),
    ("Ind7Rate", "ALG1_G9", "NEXTGEN_IND7", 0, ("ALL", "ALL")),
    ("Ind8Rate", "GRAD_4YR", "NEXTGEN_IND8", 1, ("ALL", "ALL")),
    ("Ind10Rate", "COLLEGE_ACCEPT", "NEXTGEN_IND10", 1, ("ALL", "ALL")),
]


def read_accountability(truth, path):
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file.readlines()[2:]))
    for row in rows:
        scope = {"StateTot": "STATE", "DistrictTot": "DISTRICT", "SchoolTot": "SCHOOL"}[row["Category"]]
        if scope != "STATE" and row["ReportingDistrictCode"] != f'="{HARTFORD}"':
            continue
        school = row["SchoolCode"].strip('="') if scope == "SCHOOL" else ""
        for column, indicator, instrument, back, of in ACCOUNTABILITY:
            cell = (indicator, instrument, scope, school, 2018 - back, "FINAL", *of)
            truth.say(cell, figures(row[column], scale=100, spoken={".": "NOT_REPORTED"}))


ATTENDANCE = {
    "All Students": ("ALL", "ALL"),
    "Students Experiencing Homelessness": ("HOUSING", "HOMELESS"),
    "Students With Disabilities": ("SPED", "SWD"),
    "Free Meal Eligible": ("SES", "FREE"),
    "Reduced Price Meal Eligible": ("SES", "REDUCED"),
    "Free/Reduced Price Meal Eligible": ("SES", "FRPM"),
    "English Learners": ("ELL", "EL"),
    "All other races": ("RACE_ETH", "OTHER"),
    "Students Without High Needs": ("HIGH_NEEDS", "NOT_HN"),
    "Students With High Needs": ("HIGH_NEEDS", "HN"),
}


def read_attendance(truth, path):
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file.readlines()[1:]))
    for row in rows:
        if row["District code"] not in ("640011", "00000CT"):
            continue
        scope = "STATE" if row["District code"] == "00000CT" else "DISTRICT"
        of = ATTENDANCE.get(row["Student group"]) or ("RACE_ETH", RACES[row["Student group"]])
        for year, words in ((2021, "2021-2022"), (2020, "2020-2021"), (2019, "2019-2020")):
            running = " - year to date" if year == 2021 else ""
            period = "RUNNING 2022-06-30" if running else "FINAL"
            rate, students = row[f"{words} attendance rate{running}"], row[f"{words} student count{running}"]
            truth.say(
                ("ATTENDANCE", "ATTENDANCE_RATE", scope, "", year, period, *of),
                figures(rate, "", students, scale=100, spoken={"": "SUPPRESSED"}),
            )


LONG = {"-9999": "SUPPRESSED", "-6666": "NOT_REPORTED"}
COHORTS = {
    "CTDATA_COHORT4": "Four Year Graduation",
    "CTDATA_COHORT4_STILL": "Still Enrolled After Four Years",
    "CTDATA_COHORT4_OTHER": "Other",
}


def long_rows(path):
    """{town: [row, …]} for Hartford (as district) and the state."""
    with path.open(newline="") as file:
        for row in csv.DictReader(file):
            if row["FIPS"] in ("900337070", "9"):
                yield ("STATE" if row["FIPS"] == "9" else "DISTRICT"), int(row["Year"][:4]), row


def read_long_graduation(truth, path):
    said = {}
    for scope, year, row in long_rows(path):
        said.setdefault((scope, year), {})[row["Variable"]] = row["Value"]
    for (scope, year), values in said.items():
        for instrument, words in COHORTS.items():
            count, cohort = (
                "" if values[name] in LONG else values[name] for name in (f"{words} Count", "Total Cohort Count")
            )
            cell = ("GRAD_4YR", instrument, scope, "", year, "FINAL", "ALL", "ALL")
            truth.say(cell, long_figures(values[f"{words} Rate"], count, cohort))


def long_figures(value, numerator="", denominator=""):
    if value in LONG:
        return number(numerator), number(denominator), None, LONG[value]
    return number(numerator), number(denominator), Decimal(value), "REPORTED"


def read_long_suspension(truth, path):
    for scope, year, row in long_rows(path):
        cell = (
            "OSS_COUNT",
            "CTDATA_SUSPENSION_RATE",
            scope,
            "",
            year,
            "FINAL",
            "RACE_ETH",
            RACES[row["Race/Ethnicity"]],
        )
        truth.say(cell, long_figures(row["Value"]))


READERS = {
    f"{EDSIGHT}/chronic-absenteeism-*/*.csv": read_chronic,
    f"{EDSIGHT}/college-*/*.csv": read_college,
    f"{EDSIGHT}/enrollment-*/*.csv": read_enrollment,
    f"{EDSIGHT}/four-year-*/*.csv": read_graduation,
    f"{EDSIGHT}/incidents-*/*.csv": read_events,
    f"{EDSIGHT}/sanctions-*/*.csv": read_events,
    f"{EDSIGHT}/sat-*/*.csv": read_sat,
    f"{EDSIGHT}/smarter-balanced-*/*.csv": read_smarter_balanced,
    f"{EDSIGHT}/suspension-rates-*/*.csv": read_suspension,
    "ctdc-topic-repos/chronic-*/raw/*.csv": read_chronic,
    "ctdc-topic-repos/sanctions/raw/*.csv": read_events,
    "ctdc-topic-repos/four-year-*/data/*.csv": read_long_graduation,
    "ctdc-topic-repos/suspension-*/data/*.csv": read_long_suspension,
    "data-ct-gov/School_Attendance_*.csv": read_attendance,
    "nextgen-accountability/*.csv": read_accountability,
}
# Files that hold no value of Hartford: each is named, so that a new file in the folder is noticed.
WITHOUT_VALUES = {
    "MANIFEST.csv",
    "README.md",
    "crdc/CRDC2013_14_CT-rows.csv",
    "crdc/CRDC2013_14content.csv",
    "crdc/CRDC_documentation_csv.txt",
    "crdc/CRDC_usage_agreement.txt",
    "data-ct-gov/Education_Directory_2020.csv",
    "edsight-excel-export/sample-ct-dist-sch-by-race-edsight-23-24.xlsx",
    "geo/hartford-school-attendance-zones-2010.geojson",
    "nextgen-accountability/nextgenmetadata.xlsx",
}


def all_files():
    return sorted(path for path in FOLDER.rglob("*") if path.is_file())


def what_the_files_say():
    truth, read = Truth(), set()
    for pattern, reader in READERS.items():
        for path in sorted(FOLDER.glob(pattern)):
            reader(truth, path)
            read.add(path)
    unread = {path.relative_to(FOLDER).as_posix() for path in set(all_files()) - read} - WITHOUT_VALUES
    assert not unread, f"files that nothing reads: {unread}"
    assert not truth.conflicts, truth.conflicts
    return truth
