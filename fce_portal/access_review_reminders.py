"""Reminders of the yearly look at who may do what at a school: by the distances that the district set for all
reminders, on school days, until somebody signs. After the day whoever looks after people hears how many are missing.
"""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from district import access_reviews, school_years
from district.access import Can
from district.models import AccessReview, School
from district.models.notices import Group
from district.notices import Case, Kind, people_by_school, people_of_the_district, tell, tell_each
from plans.reminders import dues_on


def signed_meanwhile(notices):
    """Settled where the review of that year is signed by now."""
    signed = AccessReview.objects.filter(school__in={one.school_id for one in notices}, signed_at__isnull=False)
    done = set(signed.values_list("school", "fall_year"))
    return {one.pk for one in notices if (one.school_id, one.data.get("year")) in done}


def all_signed_meanwhile(notices):
    """Settled where every school that is open has signed by now."""
    schools = School.objects.open_on(timezone.localdate())
    years = {one.data.get("year") for one in notices}
    done = {year for year in years if not access_reviews.unsigned_at(schools, year).exists()}
    return {one.pk for one in notices if one.data.get("year") in done}


SOON = Kind(
    "access_review.soon",
    Group.DEADLINES,
    _("Look at who may do what at %(school)s, and sign by %(day)s."),
    Can.REVIEW_ACCESS,
    signed_meanwhile,
)
LATE = Kind(
    "access_review.late",
    Group.DEADLINES,
    _("Nobody has signed yet who may do what at %(school)s. It was due on %(day)s."),
    Can.REVIEW_ACCESS,
    signed_meanwhile,
)
MISSING = Kind(
    "access_review.missing",
    Group.DEADLINES,
    _("Schools without a signed access review, which was due on %(day)s: %(total)s."),
    Can.MANAGE_PEOPLE,
    all_signed_meanwhile,
)
KINDS = {kind.code: kind for kind in (SOON, LATE, MISSING)}


def remind(on):
    """Tell everybody whose review is due or late by the rules, on the day `on`. Safe to run twice, and on days off."""
    for due in dues_on(on):
        for fall_year in sorted({school_years.fall_year_of(day) for day in due.days}):
            if access_reviews.due_on(fall_year) in due.days:
                with transaction.atomic():
                    _of_year(due, fall_year)


def _of_year(due, fall_year):
    """The schools of one year: three queries and one telling, however many there are."""
    day = access_reviews.due_on(fall_year)
    unsigned = access_reviews.unsigned_at(School.objects.open_on(due.on), fall_year)
    schools = {school.pk: school for school in unsigned}
    if not schools:
        return
    cases = [
        Case(
            people,
            reverse("district:access-review", args=[schools[pk].code]),
            f"due/access-review/{pk}/{day}/{due.rule.days}",
            schools[pk],
            {"day": day, "year": fall_year},
        )
        for pk, people in people_by_school(schools, Can.REVIEW_ACCESS).items()
    ]
    first = next(iter(schools.values()))
    tell_each(LATE if due.is_late else SOON, cases, about=first)
    if due.is_late:
        tell(
            MISSING,
            people_of_the_district(Can.MANAGE_PEOPLE),
            about=first,
            path=reverse("district:access-review-list"),
            key=f"due/access-reviews/{day}/{due.rule.days}",
            day=day,
            total=len(schools),
            year=fall_year,
        )
