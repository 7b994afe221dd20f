"""Compares the directory with what the portal knows on the day the file describes. Writes nothing."""

from dataclasses import dataclass, field

from district.directory.reading import Issue
from district.models import District, School

FACTS = ("name", "low_grade", "high_grade", "is_magnet", "address")


@dataclass
class Planned:
    """What taking the file would do. `changed` pairs a school with {field: (before, after)}."""

    district_name: str = ""
    new: list = field(default_factory=list)
    changed: list = field(default_factory=list)
    same: list = field(default_factory=list)
    not_listed: list = field(default_factory=list)
    issues: list = field(default_factory=list)


@dataclass(frozen=True)
class Change:
    listed: object
    school: School
    facts: object  # the period in force on the day, or None
    differences: dict


def plan(directory, district_code, as_of):
    known = {school.code: school for school in School.objects.prefetch_related("profiles")}
    planned = Planned(issues=list(directory.issues), district_name=new_district_name(directory, district_code))
    for listed in directory.schools:
        place(planned, listed, known.get(listed.code), as_of)
    listed_codes = {listed.code for listed in directory.schools} | {issue.code for issue in directory.issues}
    planned.not_listed = [school for school in School.objects.open_on(as_of) if school.code not in listed_codes]
    return planned


def new_district_name(directory, district_code):
    """The district's name where the file says another than the portal; empty where they agree."""
    stored = District.objects.filter(code=district_code).first()
    return "" if stored and stored.name == directory.district_name else directory.district_name


def place(planned, listed, school, as_of):
    if listed.opened_on and listed.opened_on > as_of:
        planned.issues.append(issue(listed, "opens_later", listed.opened_on.isoformat()))
    elif school is None:
        planned.new.append(listed)
    elif school.closed_on and school.closed_on < as_of:
        planned.issues.append(issue(listed, "closed", school.closed_on.isoformat()))
    else:
        compare(planned, listed, school, as_of)


def compare(planned, listed, school, as_of):
    facts = next((period for period in school.profiles.all() if holds(period, as_of)), None)
    differences = {
        name: (getattr(facts, name, None), getattr(listed, name))
        for name in FACTS
        if getattr(facts, name, None) != getattr(listed, name)
    }
    opens_on_another_day = listed.opened_on is not None and listed.opened_on != school.opened_on
    if differences and facts and facts.starts_on == as_of:
        planned.issues.append(issue(listed, "period_begins", ""))
    elif differences or opens_on_another_day:
        if opens_on_another_day:
            differences["opened_on"] = (school.opened_on, listed.opened_on)
        planned.changed.append(Change(listed, school, facts, differences))
    else:
        planned.same.append(school)


def holds(period, day):
    return period.starts_on <= day and (period.ends_on is None or period.ends_on >= day)


def issue(listed, reason, detail):
    return Issue(listed.line, listed.name, listed.code, reason, detail)
