"""Takes the directory file apart. A file or a row that is not understood is refused, never guessed at."""

import re
from dataclasses import dataclass, field
from datetime import date

from district import brought_tables, childrens_names
from district.directory.reasons import FileRefused

GRADE_COLUMNS = ("PreKindergarten", "Kindergarten", *(f"Grade {number}" for number in range(1, 13)))
COLUMNS = (
    "District Name",
    "School Name",
    "Organization Type",
    "Organization Code",
    "Address",
    "Town",
    "Zipcode",
    *GRADE_COLUMNS,
    "Student Open Date",
    "Interdistrict Magnet",
)
DISTRICT_TYPE = "Public School Districts"
LOWEST_GRADE = -1  # pre-kindergarten, the first of the grade columns
MOST_ROWS = 50_000  # forty times the schools of the state
CODE = re.compile(r"[0-9]{7}")
ADDRESS_LENGTH = 200
NAME_LENGTH = 120


@dataclass(frozen=True)
class Listed:
    """A school as the directory lists it. Grades as integers, pre-kindergarten −1; None where none is marked."""

    line: int
    code: str
    name: str
    low_grade: int | None
    high_grade: int | None
    is_magnet: bool
    opened_on: date | None
    address: str


@dataclass(frozen=True)
class Issue:
    """A row that was not taken: where it begins in the file, whose it is, and why (`reasons.REASONS`)."""

    line: int
    name: str
    code: str
    reason: str
    detail: str = ""


@dataclass
class Directory:
    district_name: str = ""
    schools: list = field(default_factory=list)
    issues: list = field(default_factory=list)
    rows_read: int = 0
    rows_other_districts: int = 0


class RowRefused(Exception):
    def __init__(self, reason, detail=""):
        super().__init__(reason)
        self.reason, self.detail = reason, detail


def read(content, district_code):
    """The directory in `content` (bytes of a CSV file), for the district with this state code.

    The first three digits of a code are the district's number. Raises FileRefused.
    """
    found, seen = Directory(), {}
    for line, row in rows_of(content):
        found.rows_read += 1
        code = code_in(row)
        if code.zfill(7)[:3] != district_code[:3]:
            found.rows_other_districts += 1
            continue
        try:
            take(row, line, code, district_code, found, seen)
        except RowRefused as refusal:
            issue = Issue(line, row["School Name"].strip()[:NAME_LENGTH], code, refusal.reason, refusal.detail)
            found.issues.append(issue)
    if not found.district_name and not found.schools:
        raise FileRefused("no_district", code=district_code)
    return found


def rows_of(content):
    """(line on which it begins, row by column name) of each row that says something."""
    return brought_tables.rows_of(content, refused=FileRefused, most=MOST_ROWS, names_of=names_of)


def names_of(heads):
    if heading := childrens_names.column_about_a_child(heads):
        raise FileRefused("children", column=heading[:80])
    if missing := [column for column in COLUMNS if column not in heads]:
        raise FileRefused("no_directory", column=missing[0])
    return heads


def code_in(row):
    """The code as text; spreadsheets sometimes wrap it as ="0640011" to keep its leading zero."""
    return row["Organization Code"].strip().removeprefix("=").strip('"').strip()


def take(row, line, code, district_code, found, seen):
    if not CODE.fullmatch(code):
        raise RowRefused("not_a_code", code)
    if code in seen:
        raise RowRefused("twice", str(seen[code]))
    seen[code] = line
    name = " ".join(row["School Name"].split())
    if not name or len(name) > NAME_LENGTH:
        raise RowRefused("no_name")
    if code == district_code:
        found.district_name = name
    elif row["Organization Type"].strip() == DISTRICT_TYPE:
        raise RowRefused("other_district_row")
    else:
        found.schools.append(listed(row, line, code, name))


def listed(row, line, code, name):
    low, high = span(row)
    return Listed(
        line=line,
        code=code,
        name=name,
        low_grade=low,
        high_grade=high,
        is_magnet=flag(row, "Interdistrict Magnet"),
        opened_on=day(row, "Student Open Date"),
        address=address(row),
    )


def span(row):
    """Lowest and highest grade marked; the marks must be one run, since a span is what the portal keeps."""
    taught = [number for number, column in enumerate(GRADE_COLUMNS, start=LOWEST_GRADE) if flag(row, column)]
    if not taught:
        return None, None
    if taught != list(range(taught[0], taught[-1] + 1)):
        raise RowRefused("gap_in_grades")
    return taught[0], taught[-1]


def flag(row, column):
    value = row[column].strip()
    if value not in ("0", "1"):
        raise RowRefused("not_a_flag", f"{column}: {value[:40]}")
    return value == "1"


def day(row, column):
    """The day of a stamp like 1984-07-01T00:00:00.000; None where the cell is empty."""
    value = row[column].strip()
    if not value:
        return None
    try:
        return date.fromisoformat(value[:10])
    except ValueError as problem:
        raise RowRefused("not_a_day", value[:40]) from problem


def address(row):
    parts = (" ".join(row[column].split()) for column in ("Address", "Town"))
    return ", ".join(part for part in parts if part)[:ADDRESS_LENGTH]
