"""An invented merger that is planned for the end of the school year."""

from district import school_changes, school_years
from district.models import School, User

LITTLE_ONES, TOGETHER = "0642811", "0643811"  # two neighbors


def make_school_changes(today):
    closing, into = (School.objects.filter(code=code, closed_on=None).first() for code in (LITTLE_ONES, TOGETHER))
    if closing and into:
        school_changes.plan(
            closing=[closing],
            last_day=school_years.last_day(school_years.fall_year_of(today)),
            into=into,
            reason="Both have room in one building (demo).",
            by=User.objects.get(email="central@hartford.example"),
        )
