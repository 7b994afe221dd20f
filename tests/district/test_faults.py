"""What went wrong can be looked up by the code that the person was shown, and nothing of the person is kept."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from district import faults, tracing
from district.access import Role
from district.models import Fault, FaultSighting, PortalSettings
from fce_portal import views
from tests.factories import FaultFactory, MembershipFactory

pytestmark = pytest.mark.django_db


def failing(words="Maria Lopez, 860 555 0100"):
    raise ValueError(words)


def keep(page="plans:plan-overview", identity="0af7651916cd43dd", failure=failing):
    with tracing.under(identity):
        try:
            failure()
        except Exception as error:
            return faults.keep(error, source="PAGE", page=page)


def test_a_fault_is_kept_by_kind_and_place_and_without_words():
    fault = keep()
    assert (fault.kind, fault.page) == ("ValueError", "plans:plan-overview")
    assert fault.place.startswith("tests/district/test_faults.py:") and fault.place.endswith(" failing")
    assert not any("Lopez" in str(value) for value in Fault.objects.values_list().get())


def test_the_same_again_is_counted_and_another_page_is_another_fault():
    first, again, other = keep(), keep(identity="another-request"), keep(page="home")
    assert first == again != other
    assert Fault.objects.get(pk=first.pk).total == 2
    assert first.sightings.count() == 2


def test_a_fault_in_a_library_is_placed_where_our_code_called_it():
    fault = keep(failure=lambda: reverse("no-such-page"))
    assert fault.kind == "django.urls.exceptions.NoReverseMatch"
    assert fault.place.startswith("tests/district/test_faults.py:")


def test_only_the_newest_sightings_of_a_fault_are_kept(monkeypatch):
    monkeypatch.setattr(faults, "SIGHTINGS_KEPT", 2)
    for number in range(4):
        fault = keep(identity=f"request-{number}")
    assert [one.request_id for one in fault.sightings.all()] == ["request-3", "request-2"]


def test_old_faults_go_and_the_table_stays_short(monkeypatch):
    monkeypatch.setattr(faults, "FAULTS_KEPT", 2)
    PortalSettings.objects.create(pk=1, faults_kept_days=20)
    now = timezone.now()
    kept = [FaultFactory(first_at=now - timedelta(days=days)).pk for days in (1, 2, 3, 30)][:2]
    faults.forget_old()
    assert [fault.pk for fault in Fault.objects.all()] == kept


def test_a_database_that_is_down_makes_no_second_fault(monkeypatch):
    monkeypatch.setattr(faults, "_keep", lambda *arguments: (_ for _ in ()).throw(OperationalError("gone")))
    assert keep() is None


# ------------------------------------------------------------------ codes


def test_a_code_is_the_same_each_time_and_can_be_read_aloud():
    code = tracing.code_of("0af7651916cd43dd")
    assert code == tracing.code_of("0af7651916cd43dd")
    assert len(code) == 9 and not set(code) & set("ILOU")
    assert tracing.code_of("") == ""


@pytest.mark.parametrize("typed", ["k7qm-2f9d", " K7QM 2F9D ", "K7QM2F9D"])
def test_a_code_may_be_typed_as_people_type(typed):
    assert tracing.as_code(typed) == "K7QM-2F9D"


def test_letters_that_are_heard_as_digits_are_taken_for_them():
    assert tracing.as_code("OI10-LLAA") == "0110-11AA"


@pytest.mark.parametrize("typed", ["", "K7QM", "K7QM-2F9D-1", "0af7651916cd43dd"])
def test_what_is_no_code_is_none(typed):
    assert tracing.as_code(typed) == ""


def test_support_finds_a_fault_by_its_code_or_the_id_of_the_request():
    fault = keep()
    for asked in (tracing.code_of("0af7651916cd43dd").lower(), "0af7651916cd43dd"):
        out = StringIO()
        call_command("find_error", asked, stdout=out)
        assert fault.place in out.getvalue()
    with pytest.raises(CommandError, match="AAAA-AAAA"):
        call_command("find_error", "aaaaaaaa")


# ------------------------------------------------------------------ pages


@pytest.fixture
def administrator(client):
    client.force_login(MembershipFactory(role=Role.ADMINISTRATOR, school=None).user)
    return client


@pytest.fixture
def broken(monkeypatch):
    """The help page fails."""

    def fail(*arguments, **named):
        raise ZeroDivisionError("of Maria")

    monkeypatch.setattr(views, "render", fail)


def test_a_page_that_fails_shows_a_code_in_both_languages_which_finds_the_fault(broken):
    response = Client(raise_request_exception=False).get("/help/", headers={"X-Request-ID": "0af7651916cd43dd"})
    text = response.content.decode()
    code = tracing.code_of("0af7651916cd43dd")
    assert response.status_code == 500
    assert text.count(code) == 2 and "dé este código" in text and "Maria" not in text
    fault = FaultSighting.objects.get(code=code).fault
    assert (fault.page, fault.kind) == ("help", "ZeroDivisionError")


def test_a_page_that_does_not_exist_shows_a_code_and_makes_no_fault(client):
    response = client.get("/no-such-page/", headers={"X-Request-ID": "0af7651916cd43dd"})
    assert tracing.code_of("0af7651916cd43dd") in response.content.decode()
    assert not Fault.objects.exists()


def test_the_administrator_looks_a_code_up_on_the_page(administrator, django_assert_max_num_queries):
    fault = keep()
    with django_assert_max_num_queries(25):
        text = administrator.get(reverse("fault-list"), {"code": tracing.code_of("0af7651916cd43dd")}).content.decode()
    assert reverse("fault-detail", args=[fault.pk]) in text
    assert "No fault is kept" in administrator.get(reverse("fault-list"), {"code": "zzzz"}).content.decode()
