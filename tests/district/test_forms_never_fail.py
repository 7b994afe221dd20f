"""Whatever is typed into the forms of schools and people gets an answer, and nothing is half-written."""

from contextlib import contextmanager

import pytest
from django.db import transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from district.access import Role
from district.models import Membership, School
from tests.factories import MembershipFactory, SchoolProfileFactory

pytestmark = pytest.mark.django_db

TYPED = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["", "\0", "0", "-1", "1e9", "9" * 40, "2020-02-30", "0000-00-00", "9999-12-31", "on", "12/31/2020"]
    ),
    st.sampled_from([*Role.values, "INTENSIVE", "ADMINISTRATOR\0", "=1+1", "<script>", "a@b.example", "x" * 5000]),
)
SCHOOL = [
    "code",
    "name",
    "starts_on",
    "ends_on",
    "low_grade",
    "high_grade",
    "tier",
    "is_title1",
    "address",
    "opened_on",
]
SCHOOL += ["closed_on", "predecessors", "successors"]
PERSON = ["name", "email", "language", "preferred_language", "role", "school", "starts_on", "ends_on"]
PERSON += ["legitimate_interest"]


def form_of(names):
    return st.fixed_dictionaries({}, optional=dict.fromkeys(names, TYPED))


@contextmanager
def undone():
    """What one example wrote must not be there for the next: each looks at every school there is."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def administrator(client):
    client.force_login(MembershipFactory(role=Role.ADMINISTRATOR, school=None).user)
    return client


@given(typed=form_of(SCHOOL))
def test_forms_about_schools(administrator, typed):
    with undone():
        period = SchoolProfileFactory()
        code = period.school.code
        for address in (
            reverse("district:school-add"),
            reverse("district:school-edit", args=[code]),
            reverse("district:school-record-edit", args=[code]),
            reverse("district:school-close", args=[code]),
            reverse("district:period-edit", args=[code, period.pk]),
        ):
            assert administrator.post(address, typed).status_code in (200, 302)
        assert administrator.get(reverse("district:school-list"), typed).status_code == 200
        for school in School.objects.all():
            assert administrator.get(school.get_absolute_url()).status_code == 200


@given(typed=form_of(PERSON))
def test_forms_about_people(administrator, typed):
    with undone():
        held = MembershipFactory()
        for address in (
            reverse("district:person-invite"),
            reverse("district:person-edit", args=[held.user.pk]),
            reverse("district:membership-add", args=[held.user.pk]),
            reverse("district:membership-edit", args=[held.pk]),
            reverse("district:membership-end", args=[held.pk]),
        ):
            assert administrator.post(address, typed).status_code in (200, 302, 404)
        assert administrator.get(reverse("district:person-list"), typed).status_code == 200
        assert administrator.get(held.user.get_absolute_url()).status_code == 200
        assert Membership.objects.current().filter(role=Role.ADMINISTRATOR).exists()
