"""Sessions are read as Django would read them, by a statement of our own."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone

from district.session_store import SessionStore
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept():
    store = SessionStore()
    store["colour"] = "blue"
    store.save()
    return store.session_key


def test_what_was_kept_is_read(kept, django_assert_num_queries):
    store = SessionStore(kept)
    with django_assert_num_queries(1):
        assert store["colour"] == "blue"
    assert store.session_key == kept


def test_a_session_that_is_over_is_none(kept):
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    store = SessionStore(kept)
    assert store.get("colour") is None
    assert store.session_key is None


@pytest.mark.parametrize("key", ["nobody-has-this-key", "with-a-\0-sign"])
def test_a_key_that_nobody_has_is_no_session(key):
    assert SessionStore(key).get("colour") is None


def test_a_cookie_with_a_sign_that_postgresql_refuses_signs_nobody_in(client):
    client.cookies[settings.SESSION_COOKIE_NAME] = "12345678\0"
    assert client.get("/").status_code == 200


def test_pages_are_asked_with_it(client):
    client.force_login(UserFactory())
    assert isinstance(client.get("/").wsgi_request.session, SessionStore)
