"""What engagement asks of a person: late follow-ups, and for the district which schools have not stated their reach."""

from django.db.models import Count, Min
from django.utils.translation import ngettext

from district import school_years
from district.access import Can, may, may_district_wide
from district.models import School
from fce_portal.items import Item, link
from partnerships.models import Activity, YearlyReach


def items_for(user, schools, today):
    """For a person's own schools, and for those who see to the whole district."""
    for school in schools:
        if may(user, Can.EDIT_ACTIVITY, school):
            yield from late_follow_ups(school, today)
    if may_district_wide(user, Can.STATE_REACH):
        yield from silent_schools(today)


def late_follow_ups(school, today):
    late = Activity.objects.late_to_follow_up(today).filter(school_key=school.pk)
    found = late.aggregate(total=Count("pk"), since=Min("follow_up_due_on"))
    if not found["total"]:
        return
    text = ngettext(
        "What follows from %(total)s activity of %(school)s is late.",
        "What follows from %(total)s activities of %(school)s is late.",
        found["total"],
    )
    url = link("partnerships:activity-list", school=school.code, quality="late")
    yield Item("warn", text % {"total": found["total"], "school": school}, url, found["since"])


def silent_schools(today):
    """Schools that have not stated the reach of the year that is over."""
    over = school_years.fall_year_of(today) - 1
    stated = YearlyReach.objects.filter(fall_year=over).values("school")
    silent = School.objects.open_in(over).exclude(pk__in=stated).count()
    if not silent or silent == School.objects.open_in(over).count():
        return  # nobody has begun: a district that does not use it is not reminded of each school
    text = ngettext(
        "%(total)s school has not stated yet how many different families it reached in %(year)s.",
        "%(total)s schools have not stated yet how many different families they reached in %(year)s.",
        silent,
    )
    url = link("partnerships:reach-list", year=over, stated="no")
    words = {"total": silent, "year": school_years.label(over)}
    yield Item("waiting", text % words, url, school_years.first_day(over + 1))
