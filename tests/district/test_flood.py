"""Public forms take a few tries an hour from one address, and keep no address."""

from datetime import timedelta

import pytest
from django.test import RequestFactory
from django.utils import timezone

from district import flood
from district.models import Attempts

pytestmark = pytest.mark.django_db


def asked_from(address):
    return RequestFactory().post("/", REMOTE_ADDR=address)


def test_each_attempt_is_counted_once_for_its_address_and_purpose():
    assert [flood.attempts(asked_from("192.0.2.1"), "survey") for _attempt in range(3)] == [1, 2, 3]
    assert flood.attempts(asked_from("192.0.2.2"), "survey") == 1
    assert flood.attempts(asked_from("192.0.2.1"), "compact-comment") == 1
    assert flood.attempts_of("somebody@example.org", "survey") == 1


def test_no_address_is_kept_and_a_count_is_forgotten_after_two_hours():
    flood.attempts(asked_from("192.0.2.1"), "survey")
    assert not any("192.0.2" in one.digest for one in Attempts.objects.all())
    Attempts.objects.update(since=timezone.now() - timedelta(hours=3))
    flood.attempts(asked_from("192.0.2.3"), "survey")
    assert Attempts.objects.count() == 1
