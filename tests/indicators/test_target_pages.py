"""Interim targets, as central office changes them."""

from decimal import Decimal

import pytest
from django.urls import reverse

from indicators.models import IndicatorTarget
from tests.factories import (
    IndicatorFactory,
    IndicatorTargetFactory,
    MembershipFactory,
    SchoolFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client):
    user = MembershipFactory(district_wide=True).user
    client.force_login(user)
    return user


def targets_page():
    return reverse("indicators:target-list", args=["CHRONIC_ABS"])


def proposal(**fields):
    return {
        "target_fall_year": 2026,
        "who": "ALL:ALL",
        "school": "",
        "target_value": "18",
        "wording": "Half way",
    } | fields


def test_a_proposal_is_compared_as_the_adopted_target_and_shown_as_the_districts_own(client, office):
    IndicatorTargetFactory(indicator=IndicatorFactory(), adopted=True)

    answer = client.post(targets_page(), proposal(who="RACE_ETH:HI"), follow=True)

    found = IndicatorTarget.objects.get(kind="INTERIM")
    assert (found.comparator, found.dimension, found.group, found.set_by) == ("<", "RACE_ETH", "HI", office)
    assert "Proposed: less than 18%." in answer.content.decode()
    assert "Hispanic/Latino of any race" in answer.content.decode()
    assert "Adopted with the plan: less than 10%." in answer.content.decode()


WRONG = [
    {"target_value": "101"},
    {"target_value": "-1"},
    {"target_value": "x"},
    {"who": "ALL:XX"},
    {"target_fall_year": "1990"},
    {"school": "999"},
]


@pytest.mark.parametrize("wrong", WRONG)
def test_a_proposal_that_makes_no_sense_is_refused_beside_its_field(client, office, wrong):
    IndicatorTargetFactory(indicator=IndicatorFactory(), adopted=True)

    answer = client.post(targets_page(), proposal(**wrong))

    assert list(answer.context["form"].errors) == list(wrong)
    assert not IndicatorTarget.objects.filter(kind="INTERIM").exists()


def test_the_same_step_cannot_be_proposed_twice(client, office):
    IndicatorTargetFactory(indicator=IndicatorFactory(), adopted=True)
    school = SchoolFactory()
    client.post(targets_page(), proposal(school=school.pk))

    answer = client.post(targets_page(), proposal(school=school.pk, target_value="17"))

    assert "There is a target for this indicator, group and year already." in answer.content.decode()
    assert IndicatorTarget.objects.get(kind="INTERIM").target_value == Decimal(18)


@pytest.mark.parametrize(("kept", "typed"), [("85.5000", "85.5"), ("20.0000", "20")])
def test_the_form_of_a_target_shows_no_decimals_that_say_nothing(client, office, kept, typed):
    found = IndicatorTargetFactory(target_value=Decimal(kept))
    page = client.get(reverse("indicators:target-edit", args=["CHRONIC_ABS", found.pk])).content.decode()
    assert f'value="{typed}"' in page and kept not in page


def test_a_proposal_can_be_withdrawn_but_not_by_following_a_link(client, office):
    found = IndicatorTargetFactory()
    address = reverse("indicators:target-delete", args=["CHRONIC_ABS", found.pk])

    assert client.get(address).status_code == 200
    assert IndicatorTarget.objects.filter(pk=found.pk).exists()
    client.post(address)
    assert not IndicatorTarget.objects.filter(pk=found.pk).exists()


def test_the_adopted_target_cannot_be_withdrawn(client, office):
    adopted = IndicatorTargetFactory(adopted=True)

    assert client.post(reverse("indicators:target-delete", args=["CHRONIC_ABS", adopted.pk])).status_code == 404
