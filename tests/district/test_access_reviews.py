"""Once a year somebody looks at who may do what at each school, ends what is not needed, and signs."""

from datetime import date, timedelta

import pghistory
import pytest
from django.db import Error, transaction
from django.urls import reverse
from django.utils import timezone

from district import access_reviews, standing_in
from district.access import Role
from district.models import AccessAnswer, AccessReview, Membership, Outcome
from fce_portal import access_items
from tests.factories import MembershipFactory, SchoolFactory, UserFactory

pytestmark = pytest.mark.django_db

YEAR = 2026


@pytest.fixture
def school():
    return SchoolFactory(name="Burns")


@pytest.fixture
def principal(school):
    return MembershipFactory(role=Role.PRINCIPAL, school=school, user__name="Pat").user


@pytest.fixture
def teacher(school):
    return MembershipFactory(role=Role.SCHOOL_STAFF, school=school, user__name="Tia", starts_on="2020-08-20")


def answer(school, outcomes, by):
    return access_reviews.answer(school=school, fall_year=YEAR, outcomes=outcomes, by=by)


def sign(school, by):
    return access_reviews.sign(school=school, fall_year=YEAR, by=by)


def test_each_role_is_told_with_who_gave_it_and_since_when(school, principal, django_assert_max_num_queries):
    giver = UserFactory(name="Gil")
    with pghistory.context(user=giver.pk):
        given = MembershipFactory(role=Role.SCHOOL_STAFF, school=school)
    lent = standing_in.lend(
        membership=principal.memberships.get(), to=given.user, starts_on=timezone.localdate(),
        ends_on=timezone.localdate() + timedelta(days=9),
    )  # fmt: skip
    MembershipFactory(role=Role.SCHOOL_STAFF, school=school, ends_on="2024-01-01", starts_on="2023-01-01")
    MembershipFactory(role=Role.SCHOOL_STAFF, school=school, user__is_active=False)

    with django_assert_max_num_queries(4):
        lines = access_reviews.lines_of(access_reviews.review_of(school, YEAR), principal)
    told = {line.membership.pk: line for line in lines}
    assert set(told) == {principal.memberships.get().pk, given.pk, lent.pk}
    assert told[given.pk].given_by == giver and told[lent.pk].given_by == principal
    assert [line.membership.user for line in lines if line.is_own] == [principal]


def test_a_role_that_is_ended_ends_at_once_and_the_review_keeps_whose_it_was(school, principal, teacher):
    answer(school, {teacher.pk: Outcome.ENDED}, principal)
    teacher.refresh_from_db()
    assert teacher.ends_on == timezone.localdate() - timedelta(days=1)
    kept = AccessAnswer.objects.get()
    assert (kept.person, kept.role, kept.starts_on) == ("Tia", Role.SCHOOL_STAFF, date(2020, 8, 20))
    assert sign(school, principal).signed_by == principal


def test_a_role_that_has_only_begun_is_taken_away_and_the_review_still_knows(school, principal):
    fresh = MembershipFactory(role=Role.SCHOOL_STAFF, school=school, starts_on=timezone.localdate(), user__name="Fay")
    answer(school, {fresh.pk: Outcome.ENDED}, principal)
    assert not Membership.objects.filter(pk=fresh.pk).exists()
    assert AccessAnswer.objects.get().person == "Fay"


def test_nobody_signs_before_every_role_has_an_answer(school, principal, teacher):
    with pytest.raises(access_reviews.Unanswered) as refusal:
        sign(school, principal)
    assert refusal.value.names == ["Tia"]
    answer(school, {teacher.pk: Outcome.KEPT}, principal)
    assert sign(school, principal).signed_at


def test_nobody_answers_for_their_own_role_and_nothing_reaches_another_school(school, principal):
    own, elsewhere = principal.memberships.get(), MembershipFactory(role=Role.SCHOOL_STAFF, school=SchoolFactory())
    answer(school, {own.pk: Outcome.ENDED, elsewhere.pk: Outcome.ENDED}, principal)
    assert not AccessAnswer.objects.exists()
    assert not Membership.objects.exclude(ends_on=None).exists()


def test_a_signed_review_stays_as_it_is_whoever_writes(school, principal, teacher):
    answer(school, {teacher.pk: Outcome.KEPT}, principal)
    sign(school, principal)
    for act in (lambda: answer(school, {teacher.pk: Outcome.ENDED}, principal), lambda: sign(school, principal)):
        with pytest.raises(access_reviews.Signed):
            act()
    with pytest.raises(Error, match="stays as it is"), transaction.atomic():
        AccessAnswer.objects.update(outcome=Outcome.ENDED)


def test_a_role_that_is_given_after_the_signature_waits_for_next_year(school, principal, client):
    year = access_reviews.this_year()
    access_reviews.sign(school=school, fall_year=year, by=principal)
    MembershipFactory(role=Role.SCHOOL_STAFF, school=school)
    client.force_login(principal)
    assert (
        "given since; next year" in client.get(reverse("district:access-review", args=[school.code])).content.decode()
    )


def test_the_list_puts_who_has_not_signed_first(school, principal, django_assert_max_num_queries):
    office = MembershipFactory(role=Role.CENTRAL_OFFICE, school=None).user
    other = SchoolFactory(name="Aspen")
    access_reviews.sign(school=other, fall_year=YEAR, by=office)
    with django_assert_max_num_queries(5):
        found = access_reviews.standings(office, YEAR)
    assert [(one.school.name, one.is_signed, one.held) for one in found] == [("Burns", False, 1), ("Aspen", True, 0)]
    assert [one.school for one in access_reviews.standings(principal, YEAR)] == [school]


@pytest.mark.parametrize(
    ("day", "kind"), [(date(2026, 8, 1), None), (date(2026, 9, 10), "waiting"), (date(2026, 11, 1), "warn")]
)
def test_it_stands_on_my_work_from_two_months_before_until_it_is_signed(school, principal, time_machine, day, kind):
    time_machine.move_to(day)
    administrator = MembershipFactory(role=Role.ADMINISTRATOR, school=None, starts_on="2020-01-01").user
    for user in (principal, administrator):
        assert [item.kind for item in access_items.items_for(user, day)] == ([kind] if kind else [])
    AccessReview.objects.create(school=school, fall_year=2026, signed_by=administrator, signed_at=timezone.now())
    assert not list(access_items.items_for(principal, day))


def test_a_principal_answers_and_signs_on_the_page(client, school, principal, teacher):
    client.force_login(principal)
    address = reverse("district:access-review", args=[school.code])
    assert "Still open: Tia" in client.post(f"{address}sign/", follow=True).content.decode()
    client.post(address, {f"role-{teacher.pk}": "KEPT", "role-x": "KEPT", "role-1": "HANGED", "other": "KEPT"})
    client.post(f"{address}sign/")
    page = client.get(address).content.decode()
    assert "was signed by Pat" in page and "Sign the review" not in page
    client.post(address, {f"role-{teacher.pk}": "ENDED"})
    teacher.refresh_from_db()
    assert teacher.ends_on is None


def test_signing_keeps_the_answers_that_are_ticked_and_asks_for_the_rest(client, school, principal, teacher):
    client.force_login(principal)
    address = reverse("district:access-review", args=[school.code])
    other = MembershipFactory(role=Role.SCHOOL_STAFF, school=school, user__name="Ned")
    page = client.get(address).content.decode()
    assert page.count('<form method="post" action="' + address) == 1 and f'formaction="{address}sign/"' in page

    refused = client.post(f"{address}sign/", {f"role-{teacher.pk}": "KEPT"}, follow=True).content.decode()
    assert "Still open: Ned." in refused and "Tia" not in refused.split("Still open", 1)[1].split("</", 1)[0]
    assert AccessAnswer.objects.get().membership == teacher

    client.post(f"{address}sign/", {f"role-{teacher.pk}": "KEPT", f"role-{other.pk}": "KEPT"})
    assert AccessReview.objects.get().signed_by == principal


@pytest.mark.parametrize(("day", "words"), [(date(2026, 10, 31), "is due on"), (date(2026, 11, 27), "was due on")])
def test_a_review_that_is_late_is_said_to_be_late_on_its_own_page(client, school, time_machine, day, words):
    time_machine.move_to(day)
    client.force_login(MembershipFactory(role=Role.PRINCIPAL, school=school, starts_on="2020-01-01").user)
    page = client.get(reverse("district:access-review", args=[school.code])).content.decode()
    assert f"{words} October 31, 2026" in page
    assert ("<span>late</span>" in page) == (words == "was due on")
