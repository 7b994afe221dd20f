"""People: invited by an administrator, given roles for a period, and gone the moment a role ends."""

import re
from datetime import date, timedelta
from threading import Thread

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from district import people
from district.access import Can, Role, may
from district.history import history_of
from district.models import Membership, User
from tests.factories import MembershipFactory, SchoolFactory, UserFactory

pytestmark = pytest.mark.django_db

PASSWORD = "a quiet river in autumn"


@pytest.fixture
def administrator():
    return MembershipFactory(role=Role.ADMINISTRATOR, school=None)


@pytest.fixture
def signed_in(client, administrator):
    client.force_login(administrator.user)
    return client


def invitation(**changes):
    first_day = timezone.localdate().isoformat()
    return {"name": "Ana Rivera", "email": "ana@hartford.example", "language": "es", "role": "PRINCIPAL"} | {
        "school": "",
        "starts_on": first_day,
        "ends_on": "",
        "legitimate_interest": "",
        **changes,
    }


def link_in(message):
    return re.search(r"https?://[^/\s]+(/\S+)", message.body).group(1)


def choose_password(client, link):
    form = client.get(link, follow=True)
    return client.post(form.context["action_url"], {"password1": PASSWORD, "password2": PASSWORD}, follow=True)


def test_an_invited_person_chooses_a_password_and_is_in(signed_in):
    school = SchoolFactory(name="Burns")
    answer = signed_in.post(reverse("district:person-invite"), invitation(school=school.pk))

    user = User.objects.get(email="ana@hartford.example")
    assert answer.url == user.get_absolute_url()
    (message,) = mail.outbox
    assert message.to == ["ana@hartford.example"]
    assert "Burns" in message.body and "Choose your password" in message.body
    theirs = Client()
    answer = choose_password(theirs, link_in(message))
    assert answer.context["user"] == user
    assert may(user, Can.DELETE_ACTIVITY, school)


def test_the_link_of_an_invitation_works_only_once(signed_in):
    signed_in.post(reverse("district:person-invite"), invitation(school=SchoolFactory().pk))
    link = link_in(mail.outbox[0])
    choose_password(Client(), link)

    assert Client().get(link, follow=True).context["token_fail"]


def test_the_link_of_an_invitation_expires(signed_in, settings, time_machine):
    signed_in.post(reverse("district:person-invite"), invitation(school=SchoolFactory().pk))
    time_machine.move_to(timezone.now() + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT + 60))

    assert Client().get(link_in(mail.outbox[0]), follow=True).context["token_fail"]


def test_an_invitation_can_be_sent_again(signed_in):
    signed_in.post(reverse("district:person-invite"), invitation(school=SchoolFactory().pk))
    user = User.objects.get(email="ana@hartford.example")
    signed_in.post(reverse("district:person-invite-again", args=[user.pk]))

    assert len(mail.outbox) == 2
    assert choose_password(Client(), link_in(mail.outbox[1])).context["user"] == user


def test_a_partner_contact_is_not_invited_where_no_partner_can_be_said(signed_in):
    page = signed_in.get(reverse("district:person-invite")).content.decode()
    assert "PARTNER_CONTACT" not in page and "on the page of the partner" in page
    assert signed_in.post(reverse("district:person-invite"), invitation(role="PARTNER_CONTACT")).status_code == 200
    assert not User.objects.filter(email=invitation()["email"]).exists()


def test_the_history_says_of_an_invited_person_that_the_account_was_made_not_that_they_joined(signed_in):
    signed_in.post(reverse("district:person-invite"), invitation(school=SchoolFactory().pk))
    told = {change.field for change in history_of(User.objects.get(email="ana@hartford.example"))[0].changes}
    assert "Account made at" in told and "Joined" not in told


def test_nobody_is_invited_twice_whatever_the_case_of_the_address(signed_in):
    UserFactory(email="ana@hartford.example")
    answer = signed_in.post(
        reverse("district:person-invite"), invitation(email="Ana@Hartford.example", school=SchoolFactory().pk)
    )

    assert "email" in answer.context["form"].errors
    assert not mail.outbox


def test_the_database_refuses_a_second_account_that_differs_only_in_case():
    UserFactory(email="ana@hartford.example")
    with pytest.raises(IntegrityError, match="user_email_once_in_any_case"):
        UserFactory(email="ANA@hartford.example")


@pytest.mark.parametrize(
    ("role", "with_school", "field"), [("PRINCIPAL", False, "school"), ("CENTRAL_OFFICE", True, "school")]
)
def test_a_school_role_names_a_school_and_a_district_role_none(signed_in, role, with_school, field):
    school = SchoolFactory().pk if with_school else ""
    answer = signed_in.post(reverse("district:person-invite"), invitation(role=role, school=school))

    assert field in answer.context["form"].errors


def test_a_mail_server_that_does_not_answer_is_said_and_the_invitation_waits(signed_in, monkeypatch):
    def refused(*args, **kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refused)
    answer = signed_in.post(reverse("district:person-invite"), invitation(school=SchoolFactory().pk), follow=True)

    assert "could not be sent yet" in answer.content.decode()
    assert User.objects.get(email="ana@hartford.example").mails.get().state == "WAITING"


def test_a_role_that_ended_yesterday_grants_nothing_today(client):
    held = MembershipFactory(ends_on=timezone.localdate() - timedelta(days=1))

    assert not may(held.user, Can.VIEW_ACTIVITY)


def test_an_ended_role_is_gone_at_the_next_request(signed_in, client):
    other = MembershipFactory(role=Role.ADMINISTRATOR, school=None)
    theirs = Client()
    theirs.force_login(other.user)
    assert theirs.get(reverse("district:person-list")).status_code == 200
    yesterday = timezone.localdate() - timedelta(days=1)
    signed_in.post(reverse("district:membership-end", args=[other.pk]), {"ends_on": yesterday.isoformat()})

    assert theirs.get(reverse("district:person-list")).status_code == 403


def test_a_shut_account_is_signed_out_at_the_next_request(signed_in):
    other = MembershipFactory(role=Role.SCHOOL_STAFF)
    theirs = Client()
    theirs.force_login(other.user)
    signed_in.post(reverse("district:person-deactivate", args=[other.user.pk]))

    assert theirs.get(reverse("account_email")).status_code == 302
    signed_in.post(reverse("district:person-reactivate", args=[other.user.pk]))
    other.user.refresh_from_db()
    assert other.user.is_active


def test_the_last_administrator_cannot_end_their_own_role(signed_in, administrator):
    answer = signed_in.post(
        reverse("district:membership-end", args=[administrator.pk]), {"ends_on": timezone.localdate().isoformat()}
    )

    assert "last district administrator" in str(answer.context["form"].errors)
    administrator.refresh_from_db()
    assert administrator.ends_on is None


def test_the_last_administrator_cannot_become_something_else_nor_be_shut_out(signed_in, administrator):
    changed = {"role": "CENTRAL_OFFICE", "starts_on": "2015-07-01"}
    answer = signed_in.post(reverse("district:membership-edit", args=[administrator.pk]), changed)
    assert "last district administrator" in answer.content.decode()

    signed_in.post(reverse("district:person-deactivate", args=[administrator.user.pk]))
    administrator.user.refresh_from_db()
    administrator.refresh_from_db()
    assert administrator.user.is_active
    assert administrator.role == Role.ADMINISTRATOR


def test_with_a_second_administrator_the_first_may_go(signed_in, administrator):
    MembershipFactory(role=Role.ADMINISTRATOR, school=None)
    today = timezone.localdate()
    signed_in.post(reverse("district:membership-end", args=[administrator.pk]), {"ends_on": today.isoformat()})

    administrator.refresh_from_db()
    assert administrator.ends_on == today


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_end_each_others_role_at_once_do_not_both_succeed():
    pair = [MembershipFactory(role=Role.ADMINISTRATOR, school=None) for _number in range(2)]
    yesterday = timezone.localdate() - timedelta(days=1)
    refused = []

    def end(membership, by):
        try:
            people.end_role(membership=membership, ends_on=yesterday, by=by)
        except people.LastAdministrator:
            refused.append(membership)
        finally:
            connection.close()

    threads = [Thread(target=end, args=[pair[0], pair[1].user]), Thread(target=end, args=[pair[1], pair[0].user])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(refused) == 1
    assert Membership.objects.current().filter(role=Role.ADMINISTRATOR).count() == 1


def test_one_role_is_not_held_twice_on_the_same_day(signed_in):
    held = MembershipFactory(starts_on=date(2020, 7, 1))
    answer = signed_in.post(
        reverse("district:membership-add", args=[held.user.pk]),
        {"role": held.role, "school": held.school.pk, "starts_on": "2021-07-01"},
    )

    assert "starts_on" in answer.context["form"].errors
    with pytest.raises(IntegrityError, match="membership_no_overlap"), transaction.atomic():
        MembershipFactory(user=held.user, role=held.role, school=held.school, starts_on=date(2021, 7, 1))


def test_people_are_found_by_name_role_school_and_account(signed_in):
    staff = MembershipFactory(role=Role.SCHOOL_STAFF, user__name="Ana Rivera")
    MembershipFactory(role=Role.PRINCIPAL, user__name="Luis Ortiz")
    gone = UserFactory(name="Rosa Vega", is_active=False)

    def found(**query):
        return list(signed_in.get(reverse("district:person-list"), query).context["page"])

    assert found(q="rivera") == [staff.user]
    assert found(role="SCHOOL_STAFF") == [staff.user]
    assert found(school=staff.school.code) == [staff.user]
    assert found(status="inactive") == [gone]
    assert staff.user in found(role="NONSENSE", school="x", page="0")


def test_thirty_people_cost_as_many_queries_as_one(signed_in, django_assert_num_queries):
    with CaptureQueriesContext(connection) as one:
        signed_in.get(reverse("district:person-list"))
    for _number in range(29):
        MembershipFactory()
    with django_assert_num_queries(len(one)):
        signed_in.get(reverse("district:person-list"))


def test_a_person_page_tells_roles_and_history(signed_in):
    held = MembershipFactory(role=Role.SCHOOL_STAFF)
    signed_in.post(
        reverse("district:membership-edit", args=[held.pk]),
        {"role": "PRINCIPAL", "school": held.school.pk, "starts_on": "2015-07-01"},
    )
    page = signed_in.get(held.user.get_absolute_url())

    changes = [(change.before, change.after) for entry in page.context["history"] for change in entry.changes]
    assert ("School staff", "Principal") in changes
