"""Lists of people and of proposed targets as files."""

import csv
import io

import pytest
from django.urls import reverse

from district.access import Role
from tests.factories import IndicatorFactory, IndicatorTargetFactory, MembershipFactory

pytestmark = pytest.mark.django_db


def rows_of(client, address, **query):
    answer = client.get(address, {"format": "csv"} | query)
    return list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))


def test_people_are_listed_with_their_roles_as_far_as_the_filter_says(client):
    admin = MembershipFactory(role=Role.ADMINISTRATOR, school=None).user
    held = MembershipFactory(role=Role.PRINCIPAL, user__name="=Rosa Díaz")
    client.force_login(admin)

    rows = rows_of(client, reverse("district:person-list"), role="PRINCIPAL")

    assert [(row["Name"], row["Roles today"]) for row in rows] == [("'=Rosa Díaz", f"Principal, {held.school}")]
    assert len(rows_of(client, reverse("district:person-list"))) == 2


def test_people_are_no_file_for_whoever_does_not_manage_them(client):
    client.force_login(MembershipFactory(role=Role.PRINCIPAL).user)
    assert client.get(reverse("district:person-list"), {"format": "csv"}).status_code == 403


def test_proposed_targets_are_a_file(client):
    target = IndicatorTargetFactory(indicator=IndicatorFactory(), kind="INTERIM", wording="First step")
    client.force_login(MembershipFactory(district_wide=True).user)
    rows = rows_of(client, reverse("indicators:target-list", args=[target.indicator_id]))
    assert [row["Why this step"] for row in rows] == ["First step"]
