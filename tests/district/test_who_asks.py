"""Who a request comes from: the one statement says the same as the querysets whose rules it writes out."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.utils import timezone

from district import access, second_factor, who_asks
from district.access import Role
from district.models import Membership, Notice, User
from tests.factories import MembershipFactory, NoticeFactory, SchoolFactory, UserFactory

pytestmark = pytest.mark.django_db


def notice(person, **fields):
    return NoticeFactory(recipient=person, **fields)


@pytest.fixture
def ana():
    """Holds two roles today, one that ended yesterday and one that begins tomorrow; two of three notices are unread."""
    ana, school, today = UserFactory(), SchoolFactory(), timezone.localdate()
    day = timedelta(days=1)
    held = [
        (Role.PRINCIPAL, school, today - 9 * day, today),
        (Role.CENTRAL_OFFICE, None, today, None),
        (Role.SCHOOL_STAFF, school, today - 9 * day, today - day),
        (Role.BOARD_MEMBER, None, today + day, None),
    ]
    for role, where, starts_on, ends_on in held:
        MembershipFactory(user=ana, role=role, school=where, starts_on=starts_on, ends_on=ends_on)
    MembershipFactory(role=Role.ADMINISTRATOR, school=None)  # somebody else's
    for read_at in [None, None, timezone.now()]:
        notice(ana, read_at=read_at)
    notice(UserFactory())
    return ana


def facts(record):
    return {field.attname: getattr(record, field.attname) for field in record._meta.concrete_fields}


def test_the_person_and_the_roles_of_today_are_those_of_the_querysets(ana, django_assert_num_queries):
    with django_assert_num_queries(1):
        read = who_asks.read(ana.pk)
        held = access.memberships_of(read)
        schools = [membership.school and membership.school.name for membership in held]
        assert all(membership.user is read for membership in held)
    assert facts(read) == facts(User.objects.get(pk=ana.pk))
    expected = list(Membership.objects.current().filter(user=ana).select_related("school"))
    assert [facts(membership) for membership in held] == [facts(membership) for membership in expected]
    assert schools == [membership.school and membership.school.name for membership in expected]
    assert len(held) == 2 and not read._state.adding


def test_unread_notices_are_counted(ana):
    assert who_asks.read(ana.pk)._unread_total == Notice.objects.visible_to(ana).unread().count() == 2


@pytest.mark.parametrize("kind", Authenticator.Type.values)
def test_a_second_factor_is_one_that_counts_as_such(ana, kind):
    assert not who_asks.read(ana.pk)._has_second_factor
    Authenticator.objects.create(user=ana, type=kind, data={})
    assert who_asks.read(ana.pk)._has_second_factor == second_factor.factors_of(ana.pk).exists()


def test_a_person_without_a_role_is_read_too_and_nobody_is_nobody(ana):
    alone = UserFactory()
    assert who_asks.read(alone.pk) == alone
    assert access.memberships_of(who_asks.read(alone.pk)) == []
    assert who_asks.read(0) is None


def test_an_account_that_was_shut_reads_as_nobody_signed_in(client, ana):
    client.force_login(ana, backend="district.accounts.PersonBackend")
    User.objects.filter(pk=ana.pk).update(is_active=False)
    assert not client.get("/").wsgi_request.user.is_authenticated
