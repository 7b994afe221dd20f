"""While somebody is away a colleague holds their role, for days that are set and never longer than they do."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError
from django.urls import reverse

from district import people, standing_in
from district.access import Can, Role, may
from district.history import history_of
from district.models import Membership, OutgoingMail, User
from tests.factories import ActionPlanFactory, MembershipFactory, SchoolFactory, UserFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 10)
AWAY = reverse("district:away")


@pytest.fixture(autouse=True)
def march():
    with time_machine.travel("2026-03-10 12:00-04:00", tick=False):
        yield


@pytest.fixture
def principal(client):
    held = MembershipFactory(role=Role.PRINCIPAL, user__name="Rosa Díaz")
    client.force_login(held.user)
    return held


@pytest.fixture
def aide(principal):
    return MembershipFactory(role=Role.SCHOOL_STAFF, school=principal.school, user__name="Ben Cole").user


def lent(principal, aide, **more):
    days = {"starts_on": TODAY, "ends_on": date(2026, 3, 20)} | more
    return standing_in.lend(membership=principal, to=aide, **days)


def fresh(user):
    return User.objects.get(pk=user.pk)


def sent(principal, aide, **more):
    return {"role": principal.pk, "colleague": aide.pk, "starts_on": "2026-03-11", "ends_on": "2026-03-20"} | more


def test_a_colleague_may_do_in_these_days_what_the_principal_may_do(client, principal, aide):
    client.post(AWAY, sent(principal, aide))

    assert not may(fresh(aide), Can.SUBMIT_ACTION_PLAN, principal.school)
    for day, can in (("2026-03-11", True), ("2026-03-20", True), ("2026-03-21", False)):
        with time_machine.travel(f"{day} 12:00-04:00"):
            assert may(fresh(aide), Can.SUBMIT_ACTION_PLAN, principal.school) == can
            assert may(fresh(principal.user), Can.SUBMIT_ACTION_PLAN, principal.school)


def test_it_ends_when_the_principal_is_back(client, principal, aide):
    one = lent(principal, aide)
    assert "Ben Cole" in client.get(AWAY).content.decode()

    client.post(reverse("district:away-end", args=[one.pk]))

    assert not may(fresh(aide), Can.SUBMIT_ACTION_PLAN, principal.school)
    assert "Ben Cole" not in client.get(AWAY).context["lent"].values_list("user__name", flat=True)


def test_the_history_of_the_role_says_who_lent_it(client, principal, aide):
    client.post(AWAY, sent(principal, aide))

    entry = history_of(Membership.objects.get(lent_from=principal))[-1]
    assert entry.who == "Rosa Díaz"


def test_who_stands_in_reads_so_on_the_work_page(client, principal, aide):
    lent(principal, aide)
    client.force_login(aide)

    assert "you stand in for Rosa Díaz" in client.get("/").content.decode()


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"ends_on": ""}, "required"),
        ({"starts_on": "2026-03-01"}, "This day is over."),
        ({"ends_on": "2026-03-10"}, "must not be before"),
        ({"ends_on": "2026-07-01"}, "more than three months"),
        ({"role": 999_999_999}, "Select a valid choice"),
        ({"colleague": "x"}, "Select a valid choice"),
    ],
)
def test_nonsense_is_refused_beside_its_field(client, principal, aide, more, message):
    assert message in client.post(AWAY, sent(principal, aide, **more)).content.decode()
    assert not Membership.objects.exclude(lent_from=None).exists()


def test_only_colleagues_stand_in(client, principal):
    elsewhere = MembershipFactory(role=Role.SCHOOL_STAFF).user
    assert "Select a valid choice" in client.post(AWAY, sent(principal, elsewhere)).content.decode()

    gone = MembershipFactory(role=Role.SCHOOL_STAFF, school=principal.school, user__is_active=False).user
    assert gone not in standing_in.colleagues_for(principal)


def test_a_lent_role_is_not_lent_on(client, principal, aide):
    one = lent(principal, aide)
    other = MembershipFactory(role=Role.SCHOOL_STAFF, school=principal.school).user
    client.force_login(aide)

    assert "Select a valid choice" in client.post(AWAY, sent(one, other)).content.decode()


def test_an_administrator_cannot_lend_the_power_to_give_roles(client):
    admin = MembershipFactory(role=Role.ADMINISTRATOR, school=None).user
    assert not standing_in.own_roles(admin).exists()
    client.force_login(admin)
    assert "You hold no role that a colleague could take over" in client.get(AWAY).content.decode()


def test_what_is_lent_ends_with_the_role_it_was_lent_from(principal, aide):
    one = lent(principal, aide)

    people.end_role(membership=principal, ends_on=date(2026, 3, 12), by=UserFactory())

    one.refresh_from_db()
    assert one.ends_on == date(2026, 3, 12)


def test_what_is_lent_ends_when_the_account_is_shut(principal, aide):
    lent(principal, aide)
    lent(principal, aide, starts_on=date(2026, 4, 1), ends_on=date(2026, 4, 9))

    people.deactivate(user=principal.user, by=UserFactory())

    assert not may(fresh(aide), Can.SUBMIT_ACTION_PLAN, principal.school)
    assert not Membership.objects.filter(lent_from=principal, starts_on__gte=TODAY).exists()


def test_a_role_that_moves_to_another_school_takes_what_was_lent_along_no_further(principal, aide):
    one = lent(principal, aide, starts_on=TODAY - timedelta(days=3))
    school, principal.school = principal.school, SchoolFactory()

    people.change_role(membership=principal, by=UserFactory())

    one.refresh_from_db()
    assert one.ends_on == TODAY - timedelta(days=1)
    assert not may(fresh(aide), Can.SUBMIT_ACTION_PLAN, school)


def test_the_database_knows_no_lent_role_without_an_end(principal, aide):
    with pytest.raises(IntegrityError):
        Membership.objects.create(user=aide, role=principal.role, school=principal.school, lent_from=principal)


# ---------------------------------------------------------------------- the work page as a role sees it


def test_central_office_looks_at_the_work_page_of_a_role(client, principal):
    plan = ActionPlanFactory(school=principal.school, fall_year=2025)
    type(plan).objects.filter(pk=plan.pk).update(state="RETURNED")
    client.force_login(MembershipFactory(district_wide=True).user)
    page = reverse("work-as-role")

    text = client.get(page, {"role": "PRINCIPAL", "school": principal.school.code}).content.decode()
    assert "it came back; submit it again" in text
    assert "Choose the school." in client.get(page, {"role": "PRINCIPAL"}).content.decode()
    for role in Role.values:
        assert client.get(page, {"role": role, "school": principal.school.code}).status_code == 200


def test_a_principal_looks_at_nobody_elses_page(client, principal):
    assert client.get(reverse("work-as-role"), {"role": "ADMINISTRATOR"}).status_code == 403


def test_whoever_stands_in_is_told_by_mail_in_their_language():
    own = MembershipFactory(role=Role.PRINCIPAL, school=SchoolFactory(name="Burns"), user__name="Pat")
    colleague = UserFactory(preferred_language="es")
    standing_in.lend(membership=own, to=colleague, starts_on=date(2026, 11, 2), ends_on=date(2026, 11, 6))
    mail = OutgoingMail.objects.get()
    assert mail.address == colleague.email and "Hola" in mail.letter["body"]
    assert "Pat" in mail.letter["subject"] and "Director" in mail.letter["body"] and "Burns" in mail.letter["body"]
