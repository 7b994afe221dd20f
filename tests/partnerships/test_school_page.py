"""What the page of a school says of walkthrough, agreements and evaluations: to each reader what they may open."""

from datetime import date

import pytest

from district import school_page
from district.access import Role
from tests.factories import AgreementFactory, MembershipFactory, SchoolFactory, WalkthroughFactory
from tests.partnerships.evaluations.worlds import World

pytestmark = pytest.mark.django_db


def told(school, user):
    return school_page.together_with(school, user)


def test_the_school_finds_its_newest_walkthrough_its_agreements_and_its_evaluations():
    world = World()
    WalkthroughFactory(school=world.school, held_on=date(2025, 11, 12))
    newest = WalkthroughFactory(school=world.school, held_on=date(2025, 12, 2))
    AgreementFactory(partner=world.partner).schools.add(world.school)

    found = told(world.school, world.principal)

    assert found == {"walkthrough": newest, "has_agreements": True, "has_evaluations": True, "has_together": True}


def test_where_nothing_is_recorded_nothing_is_shown():
    principal = MembershipFactory(role=Role.PRINCIPAL)
    assert told(principal.school, principal.user)["has_together"] is False


def test_a_partner_finds_what_is_its_own_and_not_that_of_another():
    world = World()
    AgreementFactory().schools.add(world.school)
    found = told(world.school, world.contact)
    assert (found.get("has_agreements"), found.get("has_evaluations")) == (False, True)


def test_people_of_another_school_find_nothing():
    world = World()
    WalkthroughFactory(school=world.school)
    AgreementFactory(partner=world.partner).schools.add(world.school)
    other = MembershipFactory(role=Role.PRINCIPAL, school=SchoolFactory()).user
    assert told(world.school, other)["has_together"] is False
