"""By when what is due in a school year: the district's days, where it has set none those of plans and compacts."""

from datetime import date

from district import school_years
from governance.compacts import overview
from governance.models import DutyYear
from governance.models.duties import DutyCode
from plans import plan_years


def frame_of(fall_year):
    """The district's frame of a year; not stored yet where it has set none."""
    return DutyYear.objects.filter(fall_year=fall_year).first() or DutyYear(fall_year=fall_year)


def days_of(fall_year, frame=None) -> dict[str, date]:
    """{code: last day} of the duties that are done once a year. At most three queries."""
    frame = frame or frame_of(fall_year)
    submit_by = plan_years.frame_of(fall_year).submit_by
    last = school_years.last_day(fall_year)
    return {
        DutyCode.NEEDS: frame.needs_by or submit_by or last,
        DutyCode.BUDGET: frame.budget_advice_by or frame.budget_goes_on or last,
        DutyCode.POLICY: frame.annual_by or last,
        DutyCode.COMPACT: overview.approve_by(fall_year),
        DutyCode.PLAN: submit_by or last,
    }
