"""Passwords, sessions, cookies and links: what the settings promise, tried."""

import logging

import pytest
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher, PBKDF2PasswordHasher, make_password
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.backends.db import SessionStore
from django.core import mail, signing
from django.core.exceptions import ValidationError
from django.urls import reverse

from district import evidence, mail_links
from district.access import Role
from district.people import address_of
from fce_portal import settings as installed  # those of the tests hash passwords quickly
from tests.factories import MembershipFactory
from tests.fce_portal.test_production import PRODUCTION, python

PASSWORD = "a long enough secret"


@pytest.fixture
def person(db):
    user = MembershipFactory(role=Role.PRINCIPAL).user
    user.set_password(PASSWORD)
    user.save()
    address_of(user)
    return user


@pytest.mark.parametrize("password", ["short", "elevenchars", "password1234", "x" * 129])
def test_passwords_that_are_short_common_or_endless_are_refused(password):
    with pytest.raises(ValidationError):
        validate_password(password)


@pytest.mark.parametrize("password", ["correct horse", "only small letters", "ñandú 🙂 en la niebla", "x y " * 32])
def test_any_others_are_taken_as_they_are(password):
    validate_password(password)
    assert len(password) <= 128


def test_no_password_is_cut(person, settings):
    settings.PASSWORD_HASHERS = installed.PASSWORD_HASHERS
    long = "a sentence that goes on " * 5
    person.set_password(long)
    person.save()
    assert person.check_password(long) and not person.check_password(long[:72])
    assert make_password(long).startswith("argon2$argon2id$")


def test_hashes_are_as_costly_as_the_standard_asks():
    hasher = Argon2PasswordHasher()
    assert hasher.memory_cost >= 15 * 1024 and hasher.time_cost >= 2 and hasher.parallelism >= 1
    assert PBKDF2PasswordHasher.iterations >= 310_000
    assert installed.PASSWORD_HASHERS[0].endswith(".Argon2PasswordHasher")


def test_a_changed_password_is_told_by_mail(person, client):
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    wrong = {"oldpassword": "not it", "password1": "another good secret", "password2": "another good secret"}
    assert "oldpassword" in client.post(reverse("account_change_password"), wrong).context["form"].errors
    answer = client.post(reverse("account_change_password"), wrong | {"oldpassword": PASSWORD})
    assert answer.status_code == 302
    assert mail.outbox[-1].to == [person.email]
    assert "choose a new password at once" in mail.outbox[-1].body


def test_the_number_of_a_session_cannot_be_guessed(db):
    keys = {SessionStore()._get_new_session_key() for _ in range(20)}
    assert len(keys) == 20 and all(len(key) == 32 and key.isalnum() for key in keys)


def test_signing_in_gives_a_new_session(person, client):
    client.get(reverse("account_login"))
    before = client.cookies.get(settings.SESSION_COOKIE_NAME)
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    after = client.cookies[settings.SESSION_COOKIE_NAME]
    assert before is None or before.value != after.value
    assert after["httponly"] and after["samesite"] == "Lax"
    client.post(reverse("account_logout"))
    client.cookies[settings.SESSION_COOKIE_NAME] = after.value
    assert client.get(reverse("district:notice-list")).status_code == 302


def test_cookies_of_production_stay_with_this_host(tmp_path):
    code = (
        "from fce_portal import settings as s; print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE"
        ", s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY, getattr(s, 'SESSION_COOKIE_DOMAIN', None))"
    )
    said = python("-c", code, **PRODUCTION, PORTAL_VAR=str(tmp_path)).stdout.split()
    assert said == ["__Host-session", "__Host-csrf", "True", "True", "True", "None"]


def test_a_signed_link_opens_nothing_of_another_kind(person):
    forged = signing.dumps([1, person.pk], salt="something else")
    assert evidence.of_ticket(forged, person) is None
    assert mail_links.person_of(forged) is None
    assert mail_links.person_of(evidence.SALT) is None


def test_each_sign_in_and_each_failed_try_is_logged_without_a_name(person, client, caplog):
    with caplog.at_level(logging.INFO, "portal.security"):
        client.post(reverse("account_login"), {"login": person.email, "password": "wrong"})
        client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
        client.post(reverse("account_logout"))
    lines = [record for record in caplog.records if record.name == "portal.security"]
    assert [line.getMessage() for line in lines] == ["Sign-in failed", "Signed in", "Signed out"]
    assert (lines[0].levelname, lines[1].user_id, len(lines[0].tried)) == ("WARNING", person.pk, 16)
    assert not [line for line in lines if person.email in str(vars(line)) or PASSWORD in str(vars(line))]
