"""A code by mail, for people who keep no password; where somebody is signed in; invitations that end."""

import re
import time
from datetime import timedelta

import pytest
from allauth.account.internal.flows import login
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from district import invitations, mailed_codes, people, sessions
from district.access import Role
from district.models import PortalSettings
from district.models.portal_settings import BOUNDS
from tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db

ANA, PASSWORD = "ana@hartford.example", "a quiet river in autumn"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1"


@pytest.fixture(autouse=True)
def no_failures_before():
    cache.clear()


@pytest.fixture
def ana():
    user = UserFactory(email=ANA, last_login=timezone.now())
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def ask_for_code(client, email=ANA, **more):
    return client.post(reverse("account_request_login_code"), {"email": email, **more}, follow=True)


def code_in(message):
    return re.search(r"^\s*([A-Z0-9-]{6,})\s*$", message.body, re.MULTILINE).group(1)


def type_code(client, code, **more):
    return client.post(reverse("account_confirm_login_code"), {"code": code, **more})


def is_in(client):
    return "_auth_user_id" in client.session


def test_a_code_signs_in_once_and_leads_on_within_the_portal(client, ana):
    ask_for_code(client)
    code = code_in(mail.outbox[0])
    assert type_code(client, code, next="https://evil.example/").url == reverse("home")
    assert is_in(client)
    other = Client()
    type_code(other, code)
    assert not is_in(other)


def test_known_and_unknown_addresses_get_the_same_page(client, ana):
    pages = [ask_for_code(Client(), email).content.decode() for email in (ANA, "bob@hartford.example")]
    plain = [re.sub(r"csrfmiddlewaretoken\S*\s+value=\S+", "", page).replace(ANA, "x") for page in pages]
    assert plain[0] == plain[1].replace("bob@hartford.example", "x")
    assert "If bob@hartford.example belongs to an account" in pages[1]
    assert len(mail.outbox) == 2
    assert not re.search(r"^\s*[A-Z0-9-]{6,}\s*$", mail.outbox[1].body, re.MULTILINE)


def test_three_wrong_codes_and_ten_minutes_end_it(client, ana, time_machine):
    ask_for_code(client)
    for _number in range(3):
        type_code(client, "AAAA-AAAA")
    type_code(client, code_in(mail.outbox[0]))
    assert not is_in(client)

    ask_for_code(client)
    code = code_in(mail.outbox[1])
    time_machine.move_to(timezone.now() + timedelta(minutes=11))
    type_code(client, code)
    assert not is_in(client)


def test_nobody_floods_a_mailbox_with_codes(ana):
    answers = [ask_for_code(Client()) for _number in range(4)]
    assert len(mail.outbox) == 3
    assert answers[-1].context["form"].errors


def test_a_shut_account_gets_no_code(client, ana):
    ana.is_active = False
    ana.save()
    ask_for_code(client)
    assert not any(re.search(r"^\s*[A-Z0-9]{4}-[A-Z0-9]{4}\s*$", letter.body, re.MULTILINE) for letter in mail.outbox)


@pytest.mark.parametrize(
    ("browser", "words"),
    [
        (PHONE, "Safari on iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        ("Mozilla/5.0 (X11; CrOS x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36", "Chrome on Chromebook"),
        ("Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0", "Firefox on Android"),
        ("curl/8", "A browser that does not say which"),
        ("", "A browser that does not say which"),
    ],
)
def test_a_device_is_told_in_words(browser, words):
    assert sessions.device_words(browser) == words


def says_again(client):
    """As if the person had just said once more who they are."""
    session = client.session
    session[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = session["_auth_user_id"]
    session[login.AUTHENTICATION_METHODS_SESSION_KEY] = [
        {"method": "password", "at": time.time(), "reauthenticated": True}
    ]
    session.save()


def signed_in_by_password(ana, **browser):
    client = Client(headers=browser)
    client.post(reverse("account_login"), {"login": ANA, "password": PASSWORD})
    assert is_in(client)
    return client


def test_one_session_is_ended_and_not_one_of_somebody_else(ana):
    ana.set_password(PASSWORD)
    ana.save()
    here, phone = signed_in_by_password(ana), signed_in_by_password(ana, user_agent=PHONE)
    shown = here.get(reverse("usersessions_list"))
    assert {session.device for session in shown.context["sessions"]} == {
        "Safari on iPhone", "A browser that does not say which",
    }  # fmt: skip
    other = next(session for session in shown.context["sessions"] if session.device == "Safari on iPhone")

    stranger = Client()
    stranger.force_login(UserFactory())
    says_again(stranger)
    assert stranger.post(reverse("session-end", args=[other.pk])).status_code == 404
    asked = here.post(reverse("session-end", args=[other.pk]))
    assert asked.url.startswith(reverse("account_reauthenticate"))
    assert phone.get(reverse("usersessions_list")).status_code == 200, "nobody at an unlocked screen ends it"
    here.post(asked.url, {"password": PASSWORD})
    assert phone.get(reverse("usersessions_list")).status_code == 302
    assert here.get(reverse("usersessions_list")).status_code == 200


def test_the_code_lies_as_a_hash_in_the_session(client, ana):
    ask_for_code(client)
    code = code_in(mail.outbox[0])
    kept = str(dict(client.session.items()))
    assert code not in kept and code.replace("-", "") not in kept and mailed_codes.hidden(code) in kept
    type_code(client, mailed_codes.hidden(code))
    assert not is_in(client), "what stands in the database opens nothing"
    type_code(client, code.lower().replace("-", " "))
    assert is_in(client)


def test_the_district_can_shut_the_way_by_mail(client, ana):
    ask_for_code(client)
    PortalSettings.objects.create(pk=1, signs_in_by_mail=False)
    type_code(client, code_in(mail.outbox[0]))
    assert not is_in(client)
    other = Client()
    assert "is not offered here" in ask_for_code(other).content.decode() and len(mail.outbox) == 1
    assert "Send me a code" not in other.get(reverse("account_login")).content.decode()


def test_a_new_password_ends_all_other_sessions_at_once(ana):
    ana.set_password(PASSWORD)
    ana.save()
    here, phone = signed_in_by_password(ana), signed_in_by_password(ana, user_agent=PHONE)
    new = "a louder river in spring"
    here.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert phone.get(reverse("usersessions_list")).status_code == 302
    assert len(here.get(reverse("usersessions_list")).context["sessions"]) == 1


def test_last_used_is_kept_at_most_once_in_ten_minutes(ana, time_machine):
    ana.set_password(PASSWORD)
    ana.save()
    here = signed_in_by_password(ana)
    began = ana.usersession_set.get().last_seen_at
    here.get(reverse("account_email"))
    assert ana.usersession_set.get().last_seen_at == began
    time_machine.move_to(timezone.now() + timedelta(minutes=11))
    here.get(reverse("account_email"))
    assert ana.usersession_set.get().last_seen_at - began > timedelta(minutes=10)


@pytest.fixture
def invited():
    membership = MembershipFactory(
        user__email="new@hartford.example", user__invited_at=timezone.now(), user__last_login=None
    )
    membership.user.set_unusable_password()
    membership.user.save()
    people.address_of(membership.user)
    return membership.user


def is_good(link):
    return not Client().get(link, follow=True).context.get("token_fail")


def test_an_invitation_is_good_for_the_days_of_the_setting(invited, time_machine):
    PortalSettings.objects.create(pk=1, invitation_days=5)
    link = invitations.path_for(invited)
    time_machine.move_to(timezone.now() + timedelta(days=4, hours=12))
    assert is_good(link) and not invited.invitation_is_over
    time_machine.move_to(timezone.now() + timedelta(hours=13))
    assert not is_good(link) and invited.invitation_is_over


def test_the_longest_invitation_is_no_longer_than_links_are_taken_at_all(settings):
    most = BOUNDS["invitation_days"].most * 24 * 3600
    assert max(most, settings.NEW_PASSWORD_SECONDS) == settings.PASSWORD_RESET_TIMEOUT


def test_the_link_of_a_forgotten_password_is_good_for_a_day(ana, time_machine):
    link = invitations.path_for(ana)
    time_machine.move_to(timezone.now() + timedelta(hours=25))
    assert not is_good(link)


def test_an_invitation_is_withdrawn_once_and_the_person_may_be_let_in_later(client, invited):
    administrator = MembershipFactory(role=Role.ADMINISTRATOR, school=None).user
    link = invitations.path_for(invited)
    client.force_login(administrator)
    page = client.get(reverse("district:person-detail", args=[invited.pk])).content.decode()
    assert "is good until" in page and "Withdraw the invitation" in page

    client.post(reverse("district:person-invitation-withdraw", args=[invited.pk]))
    invited.refresh_from_db()
    assert not invited.is_active and not is_good(link)
    with pytest.raises(people.NotWaiting):
        people.withdraw_invitation(user=invited, by=administrator)

    people.reactivate(user=invited, by=administrator)
    invited.refresh_from_db()
    assert not is_good(link), "the link of the mail that was withdrawn stays dead"


def test_who_has_signed_in_has_no_invitation_to_withdraw(ana):
    with pytest.raises(people.NotWaiting):
        people.withdraw_invitation(user=ana, by=ana)
