"""Reminders of agreements that end: on the days before the end that central office set (facts 8.3: 90, 60 and 30), and
only on days on which anybody may be reminded, as for all reminders (`district.working_days`)."""

from datetime import timedelta

from django.db import transaction

from district.access import Can
from district.models import School
from district.notices import Case, people_by_school, people_of_the_district, tell_each
from district.working_days import Days
from partnerships.agreements import notices
from partnerships.models import Agreement, AgreementRules
from partnerships.models.agreements import AgreementState
from plans.reminders import MISSED_DAYS


@transaction.atomic
def remind(on):
    """Tell of each agreement that ends in so many days. Safe to run twice, and on days off."""
    for days, ends_on in ends_to_tell(on):
        tell_of(Agreement.objects.filter(state=AgreementState.ACTIVE, ends_on=ends_on), days)


def ends_to_tell(on):
    """[(days before, last day)] of which reminders speak on a day; nothing on days off. What fell on a day off, or on
    a day on which the portal stood still, comes on the next school day; only the nearest reminder of an end does."""
    school_days = Days(on)
    if not school_days.is_school_time(on):
        return []
    stands_for = school_days.since_last_school_day()
    stands_for += [stands_for[-1] - timedelta(days=back) for back in range(1, MISSED_DAYS + 1)]
    found = {}
    for days in sorted(AgreementRules.in_force().reminder_days, reverse=True):
        for day in stands_for:
            found[day + timedelta(days=days)] = days
    return [(days, ends_on) for ends_on, days in found.items() if ends_on >= on]


def tell_of(agreements, days):
    """Central office, who heads each school that it covers, and the partner's contacts. Nobody once it is renewed."""
    agreements = agreements.exclude(renewals__state__in=["PROPOSED", "UNDER_REVIEW", "ACTIVE"])
    for agreement in agreements.select_related("partner").prefetch_related("schools"):
        schools = {school.pk: school for school in agreement.schools.all()}
        people = {one.pk: one for one in people_of_the_district(Can.EDIT_AGREEMENT)}
        people |= {one.pk: one for one in notices.contacts_of(agreement.partner)}
        at_schools = people_by_school(School.objects.filter(pk__in=schools), Can.SEND_SERVICE_LINK)
        people |= {one.pk: one for found in at_schools.values() for one in found}
        words = {"agreement": agreement.name, "partner": agreement.partner.name, "day": agreement.ends_on}
        key = f"agreement/{agreement.pk}/{agreement.ends_on}/{days}"
        tell_each(
            notices.ENDS_SOON,
            [Case(people.values(), agreement.get_absolute_url(), key, None, words)],
            about=agreement,
        )
