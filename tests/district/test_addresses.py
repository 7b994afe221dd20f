"""A sign that PostgreSQL refuses, in an address: read over, and never an error of the portal."""

import pytest
from django.urls import reverse

from district.access import Role
from tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("page", ["partnerships:activity-log", "partnerships:activity-list", "indicators:scorecard"])
def test_a_nul_sign_in_an_address_is_read_over(client, page):
    client.force_login(MembershipFactory(role=Role.CENTRAL_OFFICE, school=None).user)
    assert client.get(f"{reverse(page)}?school=%00&q=a%00b&page=%00").status_code == 200
