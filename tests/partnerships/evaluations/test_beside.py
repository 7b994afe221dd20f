"""What stands beside a criterion: of this partner, at this school, in this year, and of nobody else."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fce_portal.calendar_feed import evaluations_of
from partnerships.evaluations import beside
from partnerships.models import ServiceEntry
from partnerships.models.evaluations import Side
from tests.factories import AgreementFactory, ProgrammeFactory, ProgrammeSiteFactory, ServiceEntryFactory
from tests.partnerships.evaluations.worlds import World, in_days

pytestmark = pytest.mark.django_db
YEAR = 2025
TODAY = date(2025, 12, 3)


def programme_of(world, state="ACTIVE"):
    agreement = AgreementFactory(partner=world.partner, state=state)
    return ProgrammeFactory(agreement=agreement, fall_year=YEAR)


def test_delivered_against_agreed_at_this_school_and_no_other():
    world = World(fall_year=YEAR)
    programme = programme_of(world)
    ProgrammeSiteFactory(programme=programme, school=world.school)
    elsewhere = ProgrammeSiteFactory(programme=programme)
    ServiceEntryFactory(programme=programme, school=world.school, sessions=7)
    ServiceEntryFactory(programme=programme, school=elsewhere.school, sessions=90)

    with CaptureQueriesContext(connection) as queries:
        facts = beside.facts_beside(world.evaluation, TODAY)

    assert facts["reach"][1:] == ["Behind by 5 sessions: 7 of 12 expected by now."]
    assert facts["accountability"][1:] == ["Agreed, and nothing logged: September 2025, November 2025."]
    assert len(queries) <= 4


def test_how_much_was_logged_within_two_weeks():
    world = World(fall_year=YEAR)
    programme = programme_of(world)
    for day in (14, 15, 16):
        ServiceEntryFactory(programme=programme, school=world.school, starts_on=date(2025, 10, day))
    for day, logged in ((14, 28), (15, 30)):
        at = timezone.make_aware(timezone.datetime(2025, 10, logged, 22))
        ServiceEntry.objects.filter(starts_on=date(2025, 10, day)).update(logged_at=at)

    facts = beside.facts_beside(world.evaluation, TODAY)

    assert facts["accountability"] == ["1 of 3 entries of service were logged within 14 days."]


def test_where_nothing_is_agreed_or_logged_it_says_so():
    world = World(fall_year=YEAR)
    ProgrammeSiteFactory(programme=programme_of(world, state="PROPOSED"), school=world.school)

    facts = beside.facts_beside(world.evaluation, TODAY)

    assert facts["reach"][1:] == ["No program of this year is agreed on in the portal."]
    assert facts["accountability"] == ["No service is logged in the portal."]


def test_the_day_stands_in_the_calendar_of_each_side_until_it_has_handed_in():
    world = World()
    people = {Side.PARTNER: world.contact, Side.SCHOOL: world.principal}
    for person in people.values():
        assert [one.pk for one in evaluations_of(person, in_days(-30))] == [world.evaluation.pk]
    world.hand_in(Side.SCHOOL)
    assert list(evaluations_of(world.principal, in_days(-30))) == []
    assert len(evaluations_of(world.contact, in_days(-30))) == 1
