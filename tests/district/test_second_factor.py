"""The second step at sign-in: by app, by passkey, by recovery code; who must have one; what happens to a lost one."""

import time
from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.usersessions.models import UserSession
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from district import checks, second_factor
from district.access import Role
from district.mfa_adapter import SEALED
from district.models import SecondFactor
from tests.district.passkeys import Passkey
from tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db

PASSWORD = "a quiet river in autumn"


@pytest.fixture(autouse=True)
def no_failures_before():
    cache.clear()


@pytest.fixture
def administrators_need_one(settings):
    settings.SECOND_FACTOR_ROLES = ["ADMINISTRATOR"]


def person(role=Role.ADMINISTRATOR, **details):
    user = MembershipFactory(role=role, school=None, **{f"user__{name}": value for name, value in details.items()}).user
    user.set_password(PASSWORD)
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def sign_in(client, user):
    return client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})


def code_of(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def with_app(user):
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def is_in(client):
    return "_auth_user_id" in client.session


def test_whoever_must_have_a_second_step_is_led_to_it_before_anything_else(client, administrators_need_one):
    user = person()
    sign_in(client, user)

    for name in ("home", "district:person-list", "district:school-list"):
        assert client.get(reverse(name)).url == reverse("mfa_index")
    page = client.get(reverse("mfa_index"))
    assert "Your role needs a second step" in page.content.decode()
    assert client.post(reverse("set_language"), {"language": "es", "next": "/"}).status_code == 302

    with_app(user)
    assert client.get(reverse("district:person-list")).status_code == 200
    assert "Your role needs" not in client.get(reverse("mfa_index")).content.decode()


def test_other_roles_and_the_demo_go_on_without(client, administrators_need_one, settings):
    client.force_login(person(Role.CENTRAL_OFFICE))
    assert client.get(reverse("home")).status_code == 200
    settings.SECOND_FACTOR_ROLES = []
    client.force_login(person())
    assert client.get(reverse("home")).status_code == 200


def test_a_role_that_is_lent_asks_for_a_second_step_too(administrators_need_one, settings):
    settings.SECOND_FACTOR_ROLES = ["CENTRAL_OFFICE"]
    own = MembershipFactory(role=Role.CENTRAL_OFFICE, school=None)
    lent = MembershipFactory(
        role=Role.CENTRAL_OFFICE, school=None, lent_from=own, starts_on="2020-01-01", ends_on="2099-01-01"
    )
    assert second_factor.is_required_of(lent.user)


def test_the_app_asks_for_a_code_and_a_wrong_one_opens_nothing(client):
    user = person()
    secret = with_app(user)

    assert sign_in(client, user).url == reverse("mfa_authenticate")
    assert not is_in(client)
    assert client.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 200
    assert not is_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert is_in(client)

    again = Client()
    sign_in(again, user)
    again.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert not is_in(again), "a code that somebody looked over the shoulder is spent"
    page = again.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert "This code was used a moment ago" in page.content.decode()
    told = [one for one in mail.outbox if "used twice" in one.subject]
    assert [one.to for one in told] == [[user.email]], "its holder hears of it, once"
    assert "used a moment ago" not in again.post(reverse("mfa_authenticate"), {"code": "000000"}).content.decode()


def test_a_changed_key_signs_nobody_out_and_its_secrets_are_sealed_anew(client, settings):
    user = person()
    secret = with_app(user)
    client.force_login(user)
    old, settings.SECRET_KEY = settings.SECRET_KEY, "a new key of fifty or more signs, drawn by the system at random"
    settings.SECRET_KEY_FALLBACKS = [old]
    assert client.get(reverse("home")).status_code == 200
    call_command("renew_secrets", stdout=StringIO())
    settings.SECRET_KEY_FALLBACKS = []
    again = Client()
    sign_in(again, user)
    again.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert is_in(again)


def test_codes_cannot_be_tried_for_ever(client):
    user = person()
    secret = with_app(user)
    sign_in(client, user)
    for number in range(5):
        client.post(reverse("mfa_authenticate"), {"code": f"00000{number}"})
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert not is_in(client)


def test_the_app_is_set_up_and_recovery_codes_come_with_it(client):
    user = person()
    sign_in(client, user)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret

    answer = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert answer.url == reverse("mfa_view_recovery_codes")
    codes = client.get(answer.url).context["unused_codes"]
    assert len(codes) == 10

    elsewhere = Client()
    sign_in(elsewhere, user)
    elsewhere.post(reverse("mfa_authenticate"), {"code": codes[0]})
    assert is_in(elsewhere)
    third = Client()
    sign_in(third, user)
    third.post(reverse("mfa_authenticate"), {"code": codes[0]})
    assert not is_in(third), "each recovery code works once"


def test_the_database_alone_gives_no_codes_away_and_older_secrets_still_work(client):
    user = person()
    secret = with_app(user)
    stored = Authenticator.objects.get(user=user)
    assert stored.data["secret"].startswith(SEALED) and secret not in stored.data["secret"]

    stored.data["secret"] = secret
    stored.save()
    sign_in(client, user)
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert is_in(client)


def test_a_passkey_is_added_signs_in_by_itself_and_serves_as_second_step(client):
    user = person()
    sign_in(client, user)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    key = Passkey()
    options = client.get(reverse("mfa_add_webauthn")).context["js_data"]["creation_options"]
    answer = client.post(reverse("mfa_add_webauthn"), {"name": "My phone", "credential": key.made_for(options)})
    assert answer.url == reverse("mfa_view_recovery_codes")
    assert "My phone" in client.get(reverse("mfa_index")).content.decode()

    alone = Client(headers={"accept": "application/json"})
    asked = alone.get(reverse("mfa_login_webauthn")).json()["request_options"]
    alone.post(
        reverse("mfa_login_webauthn"), {"credential": key.shown_for(asked), "next": reverse("district:school-list")}
    )
    assert is_in(alone), "the finger or the PIN is the second step already"

    second = Client()
    sign_in(second, user)
    asked = second.get(reverse("mfa_authenticate")).context["js_data"]["request_options"]
    second.post(reverse("mfa_authenticate"), {"credential": key.shown_for(asked)})
    assert is_in(second)


def test_a_passkey_of_somebody_else_or_for_another_question_opens_nothing(client, settings):
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = False  # as in production
    user = person()
    sign_in(client, user)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    key = Passkey()
    options = client.get(reverse("mfa_add_webauthn")).context["js_data"]["creation_options"]
    client.post(reverse("mfa_add_webauthn"), {"name": "", "credential": key.made_for(options)})

    alone = Client(headers={"accept": "application/json"})
    asked = alone.get(reverse("mfa_login_webauthn")).json()["request_options"]
    wrong = [
        Passkey(user=key.user).shown_for(asked),
        key.shown_for({"publicKey": asked["publicKey"] | {"challenge": "AAAA"}}),
        key.shown_for(asked, origin="https://evil.example"),
        "{}",
        '{"response": 3}',
        "[]",
    ]
    for credential in wrong:
        alone.post(reverse("mfa_login_webauthn"), {"credential": credential})
        assert not is_in(alone)
    alone.post(reverse("mfa_login_webauthn"), {"credential": key.shown_for(asked)})
    assert is_in(alone)


def test_a_lost_second_step_is_reset_told_and_kept_in_the_history(client):
    user, administrator = person(preferred_language="es"), person()
    with_app(user)
    RecoveryCodes.activate(user)
    theirs = Client()
    theirs.force_login(user)
    UserSession.objects.create(user=user, session_key=theirs.session.session_key, ip="127.0.0.1", user_agent="")
    client.force_login(administrator)

    address = reverse("district:person-second-factor-reset", args=[user.pk])
    assert "spoken with" in client.get(address).content.decode()
    client.post(address)

    assert not Authenticator.objects.filter(user=user).exists()
    assert not is_in(theirs)
    (letter,) = mail.outbox
    assert letter.to == [user.email] and administrator.name in letter.body and "Hola" in letter.body
    gone = SecondFactor.pgh_event_model.objects.filter(user=user, pgh_label="delete")
    assert {event.type for event in gone} == {"totp", "recovery_codes"}
    assert {event.pgh_context.metadata["user"] for event in gone} == {administrator.pk}


def test_nobody_resets_their_own_second_step_that_way(client):
    administrator = person()
    with_app(administrator)
    client.force_login(administrator)
    answer = client.post(reverse("district:person-second-factor-reset", args=[administrator.pk]))
    assert answer.url == reverse("mfa_index")
    assert second_factor.factors_of(administrator.pk).exists()
    with pytest.raises(second_factor.OwnFactor):
        second_factor.reset(user=administrator, by=administrator)


def test_the_last_second_step_of_a_role_that_needs_one_stays(administrators_need_one):
    needs, free = person(), person(Role.CENTRAL_OFFICE)
    for user in (needs, free):
        with_app(user)
    assert second_factor.must_stay(Authenticator.objects.get(user=needs))
    assert not second_factor.must_stay(Authenticator.objects.get(user=free))


def test_a_sign_in_goes_on_to_our_own_pages_alone(client):
    user = UserFactory()
    user.set_password(PASSWORD)
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    for hostile in ("https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"):
        browser = Client()
        answer = browser.post(reverse("account_login"), {"login": user.email, "password": PASSWORD, "next": hostile})
        assert answer.status_code == 302 and "evil" not in answer.url and "alert" not in answer.url


def test_a_role_that_is_misspelt_in_the_setting_is_said_and_not_passed_over(settings):
    settings.SECOND_FACTOR_ROLES = ["ADMINISTRATR", "PRINCIPAL"]
    (error,) = checks.second_factor_roles_are_known(None)
    assert "ADMINISTRATR" in error.msg


def test_a_variable_that_became_a_setting_of_the_portal_is_said_and_not_passed_over(monkeypatch):
    assert checks.settings_that_moved_are_said(None) == []
    monkeypatch.setenv("INVITATION_DAYS", "14")
    (warning,) = checks.settings_that_moved_are_said(None)
    assert "INVITATION_DAYS" in warning.msg and "Settings of the portal" in warning.hint
