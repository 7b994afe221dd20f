"""Forms that anybody may send: no program answers in people's place, and no person notices."""

import re
import time

import pytest
from django.core import signing

from district.forms.for_anybody import LONGEST_OPEN
from governance.models import MeetingRequest
from tests.factories import CouncilFactory

pytestmark = pytest.mark.django_db
TOO_QUICK, TOO_LONG = "quicker than a person reads", "open for too long"


@pytest.fixture(autouse=True)
def three_seconds(settings):
    settings.FORM_LEAST_SECONDS = 3


@pytest.fixture
def clock(monkeypatch):
    """`clock(seconds)` lets so many seconds pass."""
    passed = [0.0]
    now = time.time
    monkeypatch.setattr(signing.time, "time", lambda: now() + passed[0])
    return lambda seconds: passed.__setitem__(0, passed[0] + seconds)


@pytest.fixture
def path(db):
    return f"/schools/{CouncilFactory().school.code}/council/notify-me/"


def opened(page):
    return re.search(r'name="opened" value="([^"]+)"', page.content.decode())[1]


def send(client, path, **fields):
    return client.post(path, {"email": "family@example.org", "language": "es", **fields})


def test_what_is_sent_after_reading_is_taken(client, path, clock):
    moment = opened(client.get(path))
    clock(4)
    assert send(client, path, opened=moment).status_code == 302
    assert MeetingRequest.objects.count() == 1


def test_what_comes_back_at_once_is_asked_for_again_with_all_that_it_held(client, path, clock):
    moment = opened(client.get(path))
    answer = send(client, path, opened=moment)

    assert TOO_QUICK in answer.content.decode()
    assert 'value="family@example.org"' in answer.content.decode()
    assert not MeetingRequest.objects.exists()
    assert opened(answer) == moment  # who reads the message and presses again has waited long enough
    clock(4)
    assert send(client, path, opened=opened(answer)).status_code == 302


@pytest.mark.parametrize("made_up", ["", "yesterday", ":1tXxxx:forged", "\0"])
def test_a_form_that_was_never_shown_is_shown_first(client, path, clock, made_up):
    answer = send(client, path, opened=made_up)
    assert TOO_LONG in answer.content.decode()
    clock(4)
    assert send(client, path, opened=opened(answer)).status_code == 302


def test_a_form_that_lay_open_for_more_than_a_week_is_shown_once_more(client, path, clock):
    moment = opened(client.get(path))
    clock(LONGEST_OPEN + 10)
    answer = send(client, path, opened=moment)
    assert TOO_LONG in answer.content.decode()
    assert opened(answer) != moment


def test_the_district_can_do_without_it(client, path, settings):
    settings.FORM_LEAST_SECONDS = 0
    assert send(client, path).status_code == 302
