"""What the beginning of a school year asks of those who take the portal into it: to carry over what does not go by
itself, before councils and plans look for their days and find none."""

from datetime import timedelta

from django.utils.formats import date_format
from django.utils.translation import ngettext

from district import school_years, year_passages
from district.access import Can, may_district_wide
from district.models import SchoolYear
from fce_portal.items import Item, link

BEFORE, AFTER = timedelta(days=30), timedelta(days=92)  # from the beginning of June to the end of September


def items_for(user, today):
    """For those who lock school years, at that time of the year; some queries for each part that carries something."""
    if not may_district_wide(user, Can.LOCK_YEAR):
        return
    for fall_year in year_passages.years_open(today):
        first = school_years.first_day(fall_year)
        if not first - BEFORE <= today <= first + AFTER or not SchoolYear.objects.filter(pk=fall_year).exists():
            continue
        number = 0 if year_passages.standing(fall_year) else year_passages.to_carry(fall_year)
        if number:
            yield item_of(fall_year, first, number, has_begun=first <= today)


def item_of(fall_year, first, number, *, has_begun):
    begins = ngettext(
        "The school year %(year)s begins on %(day)s: %(number)s record is to be carried over.",
        "The school year %(year)s begins on %(day)s: %(number)s records are to be carried over.",
        number,
    )
    began = ngettext(
        "The school year %(year)s began on %(day)s: %(number)s record is to be carried over.",
        "The school year %(year)s began on %(day)s: %(number)s records are to be carried over.",
        number,
    )
    words = {"year": school_years.label(fall_year), "day": date_format(first), "number": number}
    text, kind = (began, "warn") if has_begun else (begins, "waiting")
    return Item(kind, text % words, link("district:school-year-begin", fall_year))
