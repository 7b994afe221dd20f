"""The page for whoever keeps the portal running."""

from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from district import jobs
from district.access import Role
from district.models import Job
from district.models.jobs import JobState
from indicators import rollups
from indicators.models import RollupRun
from tests.factories import ActivityFactory, MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator(client):
    membership = MembershipFactory(district_wide=True, role=Role.ADMINISTRATOR)
    client.force_login(membership.user)
    return membership.user


@pytest.fixture
def kinds(monkeypatch):
    found = {"import": jobs.Kind("no.such.task", "Import of a file")}
    monkeypatch.setattr(jobs, "import_module", lambda name: SimpleNamespace(KINDS=found))
    return found


def page(client):
    response = client.get(reverse("indicators:operations"))
    assert response.status_code == 200
    return response.content.decode()


def test_it_shows_what_waits_and_what_was_done(client, operator):
    activity = ActivityFactory()
    assert str(activity.school) in page(client) and "Work in what waits" in page(client)

    rollups.refresh_all()
    shown = page(client)
    assert "Nothing waits" in shown and "Work in what waits" not in shown
    assert "In order" in shown


def test_it_shows_what_went_wrong(client, operator):
    RollupRun.objects.create(kind="REFRESH", started_at=timezone.now(), error="DataError: out of range")
    shown = page(client)
    assert "DataError: out of range" in shown
    assert "Needs attention" in shown


def test_it_says_when_the_measures_are_not_those_of_the_last_rebuild(client, operator):
    rollups.rebuild()
    assert "have changed since" not in page(client)
    RollupRun.objects.update(definition="another")
    assert "have changed since" in page(client)


def test_a_failed_job_can_be_run_again_once(client, operator, kinds, broker, django_capture_on_commit_callbacks):
    job = Job.objects.create(kind="import", owner=operator, state=JobState.FAILED, message="Disk full")
    assert "Disk full" in page(client)

    address = reverse("indicators:job-run-again", args=[job.pk])
    with django_capture_on_commit_callbacks(execute=True) as sent:
        client.post(address)
        client.post(address)

    job.refresh_from_db()
    assert (job.state, job.message) == (JobState.WAITING, "")
    assert len(sent) == 1
    with broker.client() as queue:
        assert queue.llen("celery") == 1


def test_the_rollup_s_own_tasks_can_be_started(client, operator, broker):
    client.post(reverse("indicators:operations-start"), {"task": "verify"})
    client.post(reverse("indicators:operations-start"), {"task": "drop everything"})
    with broker.client() as queue:
        assert queue.llen("celery") == 1


def test_without_a_broker_the_page_says_so(client, operator, broker):
    broker.stop()
    response = client.post(reverse("indicators:operations-start"), {"task": "refresh"}, follow=True)
    assert "The broker cannot be reached" in response.content.decode()


def test_reading_changes_nothing(client, operator):
    assert client.get(reverse("indicators:operations-start")).status_code == 405
