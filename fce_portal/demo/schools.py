"""The district, its school years and its schools: every grade span, a closed, a merged, a renamed and a new one."""

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from district import school_years
from district.models import District, School, SchoolProfile
from district.models.schools import Grade, SupportTier

DISTRICT_CODE = "0640011"
SCHOOLS_FILE = Path(__file__).parent / "reference" / "schools.csv"
FIRST_FALL_YEAR = 2005  # what was true before the first school year kept does not matter
BULKELEY, BULKELEY_LOWER = "0647111", "0646111"
RENAMED = {"0643511": ("Breakthrough II Magnet School", date(2015, 7, 1))}
NEW_CODE, NEW_NAME = "0649911", "Park River Demonstration School"  # invented: a school in its first year


@dataclass
class Place:
    """What the demo needs to know of a school: the row, its size and how much it does for families.

    `drive` is 0 for a school that logs nothing and about 1 for a busy one; `visiting` multiplies home visits.
    """

    school: School
    students: int
    low_grade: int | None
    high_grade: int | None
    is_title1: bool
    drive: float = 1.0
    visiting: float = 1.0

    @property
    def families(self):
        return max(4, round(self.students * 0.72))

    @property
    def grades(self):
        """The lowest and the highest grade, or (None, None)."""
        return self.low_grade, self.high_grade

    @property
    def is_open(self):
        return self.school.closed_on is None


def grade(text):
    return None if text == "" else int(Grade[text] if text in ("PK", "K") else text)


def day(text):
    return date.fromisoformat(text) if text else None


def listed_schools():
    with SCHOOLS_FILE.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def make_district():
    District.objects.update_or_create(code=DISTRICT_CODE, defaults={"is_demo": True})


def make_schools(rng: Random, today):
    """The schools of the state's directory with invented tier and Title I status; returns their `Place`s."""
    places = [make_place(rng, row) for row in listed_schools()]
    places.append(make_new_school(today))
    by_code = {place.school.code: place.school for place in places}
    first_day = by_code[BULKELEY_LOWER].closed_on + timedelta(days=1)
    by_code[BULKELEY].predecessors.add(by_code[BULKELEY_LOWER], through_defaults={"on": first_day})
    return places


def make_place(rng, row):
    school, _ = School.objects.update_or_create(
        code=row["code"],
        defaults={"name": row["name"], "opened_on": day(row["opened_on"]), "closed_on": day(row["closed_on"])},
    )
    place = Place(
        school, int(row["students"]), grade(row["low_grade"]), grade(row["high_grade"]), is_title1=rng.random() < 0.9
    )
    tier = rng.choices(SupportTier.values, weights=[4, 3, 2])[0]
    profile = {
        "low_grade": place.low_grade,
        "high_grade": place.high_grade,
        "tier": tier,
        "is_title1": place.is_title1,
        "is_magnet": row["magnet"] == "yes",
        "is_community_school": row["community"] == "yes",
        "address": row["address"],
    }
    make_profiles(school, profile)
    return place


def make_profiles(school, profile):
    """The effective-dated facts: one period, or two where the school was renamed."""
    if school.profiles.exists():
        return
    opened = max(school.opened_on or date.min, school_years.first_day(FIRST_FALL_YEAR))
    if school.code in RENAMED:
        old_name, renamed_on = RENAMED[school.code]
        last = date.fromordinal(renamed_on.toordinal() - 1)
        SchoolProfile.objects.create(school=school, starts_on=opened, ends_on=last, **profile | {"name": old_name})
        opened = renamed_on
    SchoolProfile.objects.create(
        school=school, starts_on=opened, ends_on=school.closed_on, **profile | {"name": school.name}
    )


def make_new_school(today):
    opened = school_years.first_day(school_years.fall_year_of(today))
    school, _ = School.objects.get_or_create(code=NEW_CODE, defaults={"name": NEW_NAME, "opened_on": opened})
    if not school.profiles.exists():
        profile = {"name": NEW_NAME, "low_grade": Grade.PK, "high_grade": Grade.G5, "tier": SupportTier.NEED_BASED}
        SchoolProfile.objects.create(school=school, starts_on=opened, **profile)
    return Place(school, 118, Grade.PK, Grade.G5, is_title1=True)
