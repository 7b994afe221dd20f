"""Maintenance: readers are told, administrators come in, tasks wait, and none of it needs the database."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.urls import reverse
from django.utils import timezone

from district import maintenance, pausing
from district.access import Role
from district.models import MaintenancePeriod
from fce_portal import maintenance_page
from fce_portal.celery import app
from tests.factories import MembershipFactory

WHY = "We move to a new server."


@pytest.fixture(autouse=True)
def file_of_this_test(settings, tmp_path):
    settings.MAINTENANCE_FILE = tmp_path / "kept" / "maintenance.json"
    return settings.MAINTENANCE_FILE


@pytest.fixture
def without_database(monkeypatch):
    """No record can be written."""

    def refuse(*arguments, **named):
        raise OperationalError("connection refused")

    monkeypatch.setattr(maintenance.transaction, "atomic", refuse)


def test_readers_are_told_in_both_languages_without_the_database(client, without_database):
    assert maintenance.begin(WHY, until=timezone.now() + timedelta(hours=2)) is False
    response = client.get("/help/")
    text = response.content.decode()
    assert response.status_code == 503
    assert WHY in text and "en mantenimiento" in text
    assert 7000 < int(response.headers["Retry-After"]) <= 7200


def test_what_machines_ask_is_answered(client, without_database):
    maintenance.begin(WHY)
    assert client.get("/healthz").status_code == 200


def test_a_session_that_cannot_be_read_is_nobodys(rf, without_database, monkeypatch):
    maintenance.begin(WHY)
    request = rf.get("/")
    request.user = SimpleNamespace(is_authenticated=True)
    monkeypatch.setattr(maintenance_page, "may", without_database_may)
    assert maintenance_page.MaintenanceMiddleware(None)(request).status_code == 503
    assert not request.user.is_authenticated


def without_database_may(*arguments):
    raise OperationalError("connection refused")


def test_a_file_that_cannot_be_understood_holds_all_the_same(client, file_of_this_test):
    file_of_this_test.parent.mkdir()
    file_of_this_test.write_text("soon")
    response = client.get("/help/")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "300")


def test_a_promise_that_has_passed_ends_nothing(client, without_database):
    maintenance.begin(WHY, until=timezone.now() - timedelta(hours=1))
    response = client.get("/help/")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "60")


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "status"), [(Role.ADMINISTRATOR, 200), (Role.CENTRAL_OFFICE, 503)])
def test_administrators_come_in(client, role, status):
    maintenance.begin(WHY)
    assert client.get(reverse("account_login")).status_code == 200
    client.force_login(MembershipFactory(role=role, school=None).user)
    assert client.get("/help/").status_code == status


@pytest.mark.django_db
def test_readyz_says_so(client, broker):
    maintenance.begin(WHY)
    response = client.get("/readyz")
    assert (response.status_code, response.json()["status"]) == (200, "maintenance")


@pytest.mark.django_db
def test_the_record_says_who_and_until_when_and_that_it_is_over():
    ana = MembershipFactory(role=Role.ADMINISTRATOR, school=None).user
    assert maintenance.begin(WHY, by=ana)
    assert maintenance.begin("It takes longer.", by=ana)
    period = MaintenancePeriod.objects.get()
    assert (period.why, period.by, period.ended_at) == ("It takes longer.", ana, None)
    assert maintenance.end(by=ana) and maintenance.end(by=ana)
    period.refresh_from_db()
    assert period.ended_by == ana and not pausing.is_on()


@pytest.mark.django_db
def test_the_command_begins_tells_and_ends(capsys):
    call_command("maintenance", "on", WHY, "--until", "2099-01-01T06:00")
    call_command("maintenance", "status")
    call_command("maintenance", "off")
    call_command("maintenance", "status")
    assert WHY in capsys.readouterr().out
    assert maintenance.current() is None


@pytest.mark.parametrize("wrong", [["on"], ["on", "x" * 201], ["on", WHY, "--until", "tomorrow"]])
def test_the_command_refuses_what_says_nothing(wrong):
    with pytest.raises(CommandError):
        call_command("maintenance", *wrong)
    assert not pausing.is_on()


@pytest.mark.django_db
def test_the_button_begins_and_ends(client):
    client.force_login(MembershipFactory(role=Role.ADMINISTRATOR, school=None).user)
    assert (
        "has passed" in client.post(reverse("maintenance"), {"why": WHY, "until": "2020-01-01T06:00"}).content.decode()
    )
    assert not pausing.is_on()
    client.post(reverse("maintenance"), {"why": WHY})
    assert WHY in client.get(reverse("maintenance")).content.decode()
    client.post(reverse("maintenance-end"))
    assert not pausing.is_on()


def test_tasks_wait_and_a_direct_call_does_not(without_database):
    class Counting(app.Task):
        name = "tests.counting"

        def run(self):
            return "done"

    task = app.register_task(Counting())
    try:
        maintenance.begin(WHY)
        assert task() == "done"
        assert task.apply().result == pausing.PAUSED
        maintenance.end()
        assert task.apply().result == "done"
    finally:
        app.tasks.unregister(task.name)
