"""The yearly look at roles is asked for before and after its day, until somebody signs."""

from datetime import date

import pytest
from django.utils import timezone

from district import access_reviews
from district.access import Role
from district.models import AccessReview, Notice, PortalSettings, School
from fce_portal.access_review_reminders import LATE, MISSING, SOON, all_signed_meanwhile, remind, signed_meanwhile
from plans.models import ReminderRule
from tests.factories import MembershipFactory, SchoolFactory

pytestmark = pytest.mark.django_db
DUE = date(2026, 10, 31)  # a Saturday


@pytest.fixture(autouse=True)
def world():
    """One week before, and three days after; a school with a principal, one without, an administrator."""
    ReminderRule.objects.all().delete()
    for days in (-8, 3):
        ReminderRule.objects.create(days=days)
    school = SchoolFactory()
    SchoolFactory()
    principal = MembershipFactory(role=Role.PRINCIPAL, school=school, starts_on=date(2026, 7, 1)).user
    administrator = MembershipFactory(role=Role.ADMINISTRATOR, school=None, starts_on=date(2026, 7, 1)).user
    return school, principal, administrator


def told():
    return list(Notice.objects.order_by("pk").values_list("kind", "recipient"))


@pytest.fixture(autouse=True)
def on_a_day_of_that_autumn(time_machine):
    time_machine.move_to("2026-10-20T12:00:00Z", tick=False)


def test_a_principal_hears_before_the_day_and_late_ones_reach_the_administrator(world):
    _school, principal, administrator = world
    remind(date(2026, 10, 22))
    assert told() == []
    remind(date(2026, 10, 23))
    remind(date(2026, 10, 23))
    assert told() == [(SOON.code, principal.pk)]
    remind(date(2026, 11, 3))
    assert told()[1:] == [(LATE.code, principal.pk), (MISSING.code, administrator.pk)]
    assert Notice.objects.get(kind=MISSING.code).data["total"] == 2


def test_nobody_hears_once_it_is_signed(world):
    school, principal, administrator = world
    remind(date(2026, 10, 23))
    access_reviews.sign(school=school, fall_year=2026, by=principal)
    notices = list(Notice.objects.all())
    assert signed_meanwhile(notices) == {one.pk for one in notices}
    remind(date(2026, 11, 3))
    assert told()[1:] == [(MISSING.code, administrator.pk)]
    missing = list(Notice.objects.filter(kind=MISSING.code))
    assert all_signed_meanwhile(missing) == set()
    AccessReview.objects.create(
        school=School.objects.exclude(pk=school.pk).get(), fall_year=2026, signed_by=principal, signed_at=timezone.now()
    )
    assert all_signed_meanwhile(missing) == {missing[0].pk}


def test_from_when_it_is_asked_for_is_a_setting():
    assert access_reviews.is_asked(2026, date(2026, 9, 1)) and not access_reviews.is_asked(2026, date(2026, 8, 31))
    PortalSettings.objects.create(pk=1, review_asked_days=20)
    assert not access_reviews.is_asked(2026, date(2026, 10, 10)) and access_reviews.is_asked(2026, date(2026, 10, 11))
