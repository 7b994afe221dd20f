"""Which school codes an import knows: the portal's own, those the state's files list, those that a person lets in."""

import re

from district import school_years
from district.models import School, SchoolProfile
from indicators.reference import state_schools

CODE = re.compile(r"^[0-9]{7}$")


def known_codes(district_code):
    """Codes whose rows are taken without asking."""
    known = set(School.objects.values_list("code", flat=True))
    if district_code == state_schools.DISTRICT_CODE:
        known |= state_schools.BY_CODE.keys()
    return frozenset(known)


def may_be_ours(code, district_code):
    """Whether a code has the shape of the district's: the first three digits are the town's."""
    return bool(CODE.match(code)) and code[:3] == district_code[:3] and code != district_code


def ids_of(codes):
    return dict(School.objects.filter(code__in=codes).values_list("code", "pk"))


def add(code, name):
    """Add a school under its state code: with what the state's lists say of it, else with its name alone.

    When it opened and closed is then not known; somebody who knows says so on the school's page.
    """
    listed = state_schools.BY_CODE.get(code)
    if listed is None:
        return School.objects.create(code=code, name=name or code)
    closed_on = school_years.last_day(listed.last_listed) if listed.last_listed else None
    school = School.objects.create(code=code, name=listed.name, closed_on=closed_on)
    if listed.low_grade is not None:
        SchoolProfile.objects.create(
            school=school,
            name=listed.name,
            starts_on=school_years.first_day(listed.first_listed),
            ends_on=closed_on,
            low_grade=listed.low_grade,
            high_grade=listed.high_grade,
        )
    return school
