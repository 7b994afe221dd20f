"""What is done about an indicator: gathered from all apps, each reader what they may read."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from district.access import Role
from indicators.aims import Aim, Link, aims
from plans.models import InitiativeAim
from tests.factories import (
    ActionPlanFactory,
    IndicatorFactory,
    InitiativeFactory,
    MembershipFactory,
    PlanGoalFactory,
    ProgrammeFactory,
    SchoolPartnershipFactory,
    StoryFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def person(role):
    return MembershipFactory(role=role, school=None).user


def labels(indicator, user, year=2025):
    return [aim.label for aim in aims(indicator, year, user)]


@pytest.fixture
def indicator():
    return IndicatorFactory()


def test_nothing_that_aims_at_it_is_said_and_not_shown_as_zero(indicator, client):
    assert aims(indicator, 2025, AnonymousUser()) == []
    page = client.get(reverse("indicators:indicator-detail", args=[indicator.code])).content.decode()
    assert "names this indicator yet" in page


def test_initiatives_are_public_and_say_whether_the_plan_or_the_district_names_it(indicator):
    InitiativeFactory(code="1.1").indicators.add(indicator)
    InitiativeAim.objects.create(initiative=InitiativeFactory(code="1.2"), indicator=indicator, set_by=UserFactory())
    (found,) = aims(indicator, 2025, AnonymousUser())
    assert found.sentence == "2 initiatives are meant to move it."
    assert [link.note for link in found.links] == ["", "the district's own entry"]


def test_stories_about_it_are_for_everybody_once_they_are_shown(indicator):
    StoryFactory(indicator=indicator)
    StoryFactory(indicator=indicator, people_in_words=1)
    (found,) = aims(indicator, 2025, AnonymousUser())
    assert (found.label, found.sentence) == ("Stories", "1 story is told of it.")


def test_programs_partners_and_goals_are_for_those_who_may_read_them(indicator):
    ProgrammeFactory(fall_year=2025, agreement__state="ACTIVE").indicators.add(indicator)
    SchoolPartnershipFactory(starts_on=date(2025, 9, 1)).indicators.add(indicator)
    PlanGoalFactory(indicator=indicator, plan=ActionPlanFactory(fall_year=2025, state="APPROVED"))
    assert labels(indicator, AnonymousUser()) == []
    assert labels(indicator, person(Role.CENTRAL_OFFICE)) == ["Programs of partners", "Partners", "Goals of schools"]


def test_only_what_runs_in_the_year_counts(indicator):
    ProgrammeFactory(fall_year=2024, agreement__state="ACTIVE").indicators.add(indicator)
    SchoolPartnershipFactory(starts_on=date(2023, 9, 1), ends_on=date(2024, 6, 1)).indicators.add(indicator)
    PlanGoalFactory(indicator=indicator, plan=ActionPlanFactory(fall_year=2025))  # a draft
    assert labels(indicator, person(Role.CENTRAL_OFFICE)) == []


def test_a_partner_at_two_schools_is_one_partner(indicator):
    first = SchoolPartnershipFactory(starts_on=date(2025, 9, 1))
    second = SchoolPartnershipFactory(starts_on=date(2025, 9, 1), partner=first.partner)
    for one in (first, second):
        one.indicators.add(indicator)
    found = next(aim for aim in aims(indicator, 2025, person(Role.CENTRAL_OFFICE)) if aim.label == "Partners")
    assert [link.note for link in found.links] == ["at 2 schools"]


def test_a_long_list_ends_and_says_how_many_are_left_out():
    aim = Aim("Programs", "", [Link(str(number)) for number in range(9)])
    assert (len(aim.first_links), aim.left_out) == (6, 3)
