"""Takes a staff file apart into who works where. A row that is not understood is refused, never guessed at."""

from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from district import brought_tables
from district.access import Role
from district.staff.reasons import StaffFileRefused

COLUMNS = ("email", "name", "role", "school", "starts_on", "ends_on", "language")
NEEDED = COLUMNS[:4]
FILE_ROLES = (Role.PRINCIPAL, Role.SCHOOL_STAFF)
MOST_ROWS = 200_000  # OneRoster lists students too; they are passed over unread
NAME_LENGTH = 120


@dataclass(frozen=True)
class Listed:
    """A person in a role at a school. `school` is its state code; days are None where the file names none."""

    line: int
    email: str
    name: str
    role: str
    school: str
    starts_on: date | None = None
    ends_on: date | None = None
    language: str = ""


@dataclass(frozen=True)
class Issue:
    """A row that was not taken: its line, whose it is, and why (`reasons.REASONS`)."""

    line: int
    who: str
    reason: str
    detail: str = ""


@dataclass
class StaffFile:
    listed: list = field(default_factory=list)
    issues: list = field(default_factory=list)
    rows_read: int = 0
    rows_passed_over: int = 0  # students, guardians, people who left: not our matter


class RowRefused(Exception):
    def __init__(self, reason, detail=""):
        super().__init__(reason)
        self.reason, self.detail = reason, str(detail)[:60]


def read(content):
    """Who works where, from the bytes of a CSV or of a OneRoster ZIP. Raises StaffFileRefused."""
    from district.staff import oneroster

    found = oneroster.read(content) if content[:2] == b"PK" else read_own_columns(content)
    if not found.listed:
        raise StaffFileRefused("nobody")
    return found


def read_own_columns(content):
    found, seen = StaffFile(), {}
    for line, row in rows_of(content, NEEDED):
        found.rows_read += 1
        take(found, seen, line, row.get("email", ""), lambda row=row, line=line: listed(row, line))
    return found


def listed(row, line):
    return Listed(
        line=line,
        email=email_in(row["email"]),
        name=name_in(row["name"]),
        role=role_in(row["role"]),
        school=row["school"].removeprefix("=").strip('"'),
        starts_on=day_in(row.get("starts_on", "")),
        ends_on=day_in(row.get("ends_on", "")),
        language=row.get("language", "") if row.get("language", "") in ("en", "es") else "",
    )


def take(found, seen, line, who, make):
    """Add what `make` gives, or the reason why not; a role that is there already is refused with its line."""
    try:
        one = make()
        if one.starts_on and one.ends_on and one.ends_on < one.starts_on:
            raise RowRefused("last_before_first")
        key = (one.email, one.role, one.school)
        if key in seen:
            raise RowRefused("twice", seen[key])
        line_of_name, name = seen.setdefault(one.email, (line, one.name))
        if name != one.name:
            raise RowRefused("two_names", line_of_name)
    except RowRefused as refusal:
        found.issues.append(Issue(line, who[:NAME_LENGTH], refusal.reason, refusal.detail))
    else:
        seen[key] = line
        found.listed.append(one)


def rows_of(content, needed):
    """(line on which it begins, row by column name) of each row that says something."""

    def names_of(heads):
        names = [name if name in needed else name.lower() for name in heads]
        if missing := [column for column in needed if column not in names]:
            raise StaffFileRefused("no_column", column=missing[0])
        return names

    return brought_tables.rows_of(content, refused=StaffFileRefused, most=MOST_ROWS, names_of=names_of)


def email_in(text):
    email = text.strip().lower()
    try:
        validate_email(email)
    except ValidationError as problem:
        raise RowRefused("no_email", text) from problem
    if len(email) > 254:
        raise RowRefused("no_email", text)
    return email


def name_in(text):
    name = " ".join(text.split())
    if not name or len(name) > NAME_LENGTH:
        raise RowRefused("no_name")
    return name


def role_in(text):
    role = text.strip().upper().replace(" ", "_")
    if role in FILE_ROLES:
        return role
    raise RowRefused("by_hand" if role in Role.values else "no_role", text)


def day_in(text):
    if not text:
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError as problem:
        raise RowRefused("not_a_day", text) from problem
