"""OneRoster CSV (1EdTech), versions 1.1 and 1.2, as a ZIP: users.csv, orgs.csv and, in 1.2, roles.csv.

Of users.csv only people who work at a school are looked at; students and guardians are passed over and nothing of them
is kept. A school is known by its `identifier`, which has to be the state code, or else by its `sourcedId`.
"""

import io
import zipfile
import zlib

from district.access import Role
from district.staff.reading import (
    Issue,
    Listed,
    RowRefused,
    StaffFile,
    day_in,
    email_in,
    name_in,
    rows_of,
    take,
)
from district.staff.reasons import StaffFileRefused

LARGEST = 100 * 1024 * 1024  # bytes, unpacked
ROLES = {
    "principal": Role.PRINCIPAL,
    "teacher": Role.SCHOOL_STAFF,
    "aide": Role.SCHOOL_STAFF,
    "counselor": Role.SCHOOL_STAFF,
    "administrator": Role.SCHOOL_STAFF,  # of a school: an assistant principal too; who leads it is given by hand
    "siteAdministrator": Role.SCHOOL_STAFF,
}
BY_HAND = {"districtAdministrator", "systemAdministrator"}


def read(content):
    files = unpacked(content)
    codes = {row["sourcedId"]: row.get("identifier") or row["sourcedId"] for _l, row in rows_of(files["orgs.csv"], ORG)}
    users = {}
    found, seen = StaffFile(), {}
    for line, row in rows_of(files["users.csv"], USER):
        found.rows_read += 1
        if row.get("enableduser", "true").lower() == "false" or row.get("status", "") == "tobedeleted":
            found.rows_passed_over += 1
        elif "roles.csv" in files:
            users[row["sourcedId"]] = row
        else:
            for org in row.get("orgsourcedids", "").split(","):
                one_role(found, seen, line, row, row.get("role", ""), codes.get(org.strip(), org.strip()), "", "")
    for line, held in rows_of(files["roles.csv"], ROLE) if "roles.csv" in files else ():
        found.rows_read += 1
        person = users.get(held["userSourcedId"])
        if person is None or held.get("status", "") == "tobedeleted":
            found.rows_passed_over += 1
            continue
        school = codes.get(held["orgSourcedId"], held["orgSourcedId"])
        days = held.get("begindate", ""), held.get("enddate", "")
        one_role(found, seen, line, person, held["role"], school, *days)
    return found


ORG = ("sourcedId",)
USER = ("sourcedId", "givenName", "familyName", "email")
ROLE = ("userSourcedId", "role", "orgSourcedId")


def one_role(found, seen, line, person, role, school, first, last):
    if role in BY_HAND:
        found.issues.append(Issue(line, person["email"], "by_hand", role))
    elif role not in ROLES:
        found.rows_passed_over += 1
    else:
        take(found, seen, line, person["email"], lambda: listed(line, person, role, school, first, last))


def listed(line, person, role, school, first, last):
    if not school:
        raise RowRefused("no_school", school)
    return Listed(
        line=line,
        email=email_in(person["email"]),
        name=name_in(f"{person['givenName']} {person['familyName']}"),
        role=ROLES[role],
        school=school,
        starts_on=day_in(first),
        ends_on=day_in(last),
    )


def unpacked(content):
    """The files of the archive by name, whatever folder they lie in."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        members = {info.filename.rpartition("/")[2]: info for info in archive.infolist()}
        wanted = {name: info for name, info in members.items() if name in ("users.csv", "orgs.csv", "roles.csv")}
        if sum(info.file_size for info in wanted.values()) > LARGEST:
            raise StaffFileRefused("too_large")
        for name in ("users.csv", "orgs.csv"):
            if name not in wanted:
                raise StaffFileRefused("no_member", name=name)
        return {name: archive.read(info) for name, info in wanted.items()}
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError) as problem:
        raise StaffFileRefused("no_zip") from problem
