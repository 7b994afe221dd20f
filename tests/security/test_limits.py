"""How often something may be done: every public page that takes a form has a limit, or is named with its reason."""

import pytest
from django.conf import settings
from django.db import transaction
from django.urls import reverse

from district import flood
from district.access import PAGES, PUBLIC, Role
from tests.access_table import ROWS, Row
from tests.factories import MembershipFactory
from tests.test_access import NAMES, browser_of, close, world  # noqa: F401

# Limits of django-allauth, by address, person or key (`ACCOUNT_RATE_LIMITS`, and what it brings).
OF_ALLAUTH = {
    "account_login": "login_failed",
    "account_reset_password": "reset_password",
    "account_signup": "signup",
    "account_request_login_code": "request_login_code",
    "account_confirm_login_code": "login_failed",
    "mfa_authenticate": "login_failed",
}
# These take a form without an account and need no limit of their own.
WITHOUT = {
    "governance:compact-public": "takes none in this world; its limit: tests/governance/test_compacts.py",
    "partnerships:survey-answer": "takes none in this world; its limit: tests/partnerships/surveys/test_pages.py",
    "set_language": "it sets a cookie",
    "mfa_login_webauthn": "a passkey signs what it was asked in this session; nothing can be tried out",
    "account_logout": "it ends what is there",
    "account_reset_password_from_key": "only with the key of one mail",
    "account_confirm_email": "only with the key of one mail",
    "digest-stop": "only with a signed link, and a second time changes nothing",
    "district:saved-view-stop": "the same",
    "governance:request-stop": "the same",
    "governance:request-confirm": "the same",
    "partnerships:evaluation-by-link-rate": "only with a signed link of one partner, whose sheet it fills in",
    "partnerships:evaluation-by-link-hand-in": "the same",
}


# What may come back as quickly as somebody can press.
AT_ONCE = {
    "governance:training-check": "asks for a number and keeps nothing",
    "governance:training-check-number": "the same",
    "partnerships:service-by-link": "only with the link of one partner",
    "partnerships:walk-part": "only with the link of one walkthrough",
}


def takes_forms(world):  # noqa: F811
    """(name, address) of public pages that answer a form of somebody without an account."""
    for name in NAMES:
        if PAGES[name] == PUBLIC:
            address = reverse(name, kwargs=ROWS.get(name, Row()).arguments(world, world.ours))
            with transaction.atomic():
                answer = browser_of(world, None).post(address)
                close(answer)
                transaction.set_rollback(True)
            if answer.status_code not in (403, 404, 405):
                yield name, address


@pytest.mark.django_db
def test_every_public_form_has_a_limit(world, monkeypatch):  # noqa: F811
    forms = dict(takes_forms(world))
    assert len(forms) > 10
    monkeypatch.setattr(flood, "attempts_of", lambda source, purpose: 10**6)
    unlimited = set()
    for name, address in forms.items():
        with transaction.atomic():
            answer = browser_of(world, None).post(address)
            close(answer)
            transaction.set_rollback(True)
        if answer.status_code != 429:
            unlimited.add(name)
    unknown = sorted(unlimited - set(OF_ALLAUTH) - set(WITHOUT))
    assert not unknown, f"How often may these be sent within an hour? {unknown}"
    assert not set(WITHOUT) - unlimited, "These have a limit, or take no form; take them out of WITHOUT."


@pytest.mark.django_db
def test_every_public_form_says_when_it_was_shown(world):  # noqa: F811
    """So that nothing is taken from a program that answers at once (`district/forms/for_anybody.py`)."""
    others = {
        name
        for name, address in takes_forms(world)
        if name not in OF_ALLAUTH | WITHOUT
        and 'name="opened"' not in browser_of(world, None).get(address).content.decode()
    }
    assert others == set(AT_ONCE), "Make it a FormForAnybody, or say here why it may come back at once."


def test_the_limits_of_accounts_are_in_force():
    from allauth.account import app_settings

    limits = app_settings.RATE_LIMITS
    assert settings.ACCOUNT_RATE_LIMITS["login_failed"] == limits["login_failed"]
    for name in set(OF_ALLAUTH.values()) | {"change_password", "manage_email", "reauthenticate"}:
        assert limits.get(name), name


@pytest.mark.django_db
def test_who_searches_like_a_program_is_asked_to_come_back_later(client, monkeypatch):
    person = MembershipFactory(role=Role.PRINCIPAL).user
    counted = {}

    def counts(source, purpose):
        counted[source] = counted.get(source, 0) + 1
        return counted[source] * 700

    monkeypatch.setattr(flood, "attempts_of", counts)
    assert client.get(reverse("search"), {"q": "night"}).status_code == 200
    assert client.get(reverse("search"), {"q": "night"}).status_code == 429
    assert client.get(reverse("search")).status_code == 200  # the empty page is nobody's search
    client.force_login(person)
    refused = client.get(reverse("search"), {"q": "night"})
    assert refused.status_code == 429 and "come back later" in refused.content.decode()
    assert set(counted) == {"127.0.0.1", f"person {person.pk}"}


@pytest.mark.django_db
def test_nobody_sends_invitations_like_a_cannon(client, monkeypatch):
    client.force_login(MembershipFactory(role=Role.ADMINISTRATOR, school=None).user)
    monkeypatch.setattr(flood, "attempts_of", lambda source, purpose: 301)
    assert client.post(reverse("district:person-invite"), {"email": "a@b.example"}).status_code == 429
    assert client.get(reverse("district:person-invite")).status_code == 200


@pytest.mark.django_db
def test_two_people_behind_one_address_do_not_use_up_each_others_searches(rf):
    one, two = MembershipFactory().user, MembershipFactory().user
    requests = [rf.get("/search/"), rf.get("/search/")]
    requests[0].user, requests[1].user = one, two
    assert [flood.is_too_often(request, "search", 1, 0) for request in requests] == [False, False]
    assert flood.is_too_often(requests[0], "search", 1, 0)
