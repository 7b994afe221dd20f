"""The pages of the audit trail for administrators: what changed no record, and how the seals stand."""

import pytest
from django.urls import reverse

from district.access import Role
from tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client):
    held = MembershipFactory(role=Role.ADMINISTRATOR, school=None)
    client.force_login(held.user)
    return client


def test_pages(administrator):
    assert administrator.get(reverse("district:audit-entries")).status_code == 200
    assert administrator.get(reverse("district:audit-seals")).status_code == 200
