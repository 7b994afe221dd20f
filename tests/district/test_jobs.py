"""Jobs are done once, by one worker, and found again when a worker is lost."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from district import jobs
from district.models import Job
from district.models.jobs import JobState
from tests.factories import UserFactory
from tests.services import wait_for

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kinds(monkeypatch):
    found = {"import": jobs.Kind("no.such.task", "Import of a file")}
    monkeypatch.setattr(jobs, "import_module", lambda name: SimpleNamespace(KINDS=found))


@pytest.fixture
def job():
    return jobs.ask("import", by=UserFactory(), file=7)


def state_of(job):
    job.refresh_from_db()
    return job.state


def test_a_job_is_taken_by_one_worker_only(job):
    with jobs.working_on(job.pk) as mine, jobs.working_on(job.pk) as yours:
        assert mine == job
        assert yours is None
    assert state_of(job) == JobState.DONE


def test_a_job_that_fails_says_why(job):
    with pytest.raises(ValueError, match="line 3"), jobs.working_on(job.pk):
        raise ValueError("line 3")
    assert state_of(job) == JobState.FAILED
    assert job.message == "ValueError: line 3"


def test_progress_keeps_a_job_alive(job):
    with jobs.working_on(job.pk) as mine:
        Job.objects.update(heartbeat_at=timezone.now() - timedelta(hours=1))
        jobs.report(mine, done=5, total=10)
        jobs.tend()
        assert state_of(job) == JobState.RUNNING
        assert (job.done, job.total) == (5, 10)


@pytest.mark.django_db(transaction=True)
def test_one_long_statement_keeps_a_job_alive(job):
    with jobs.working_on(job.pk) as taken:
        Job.objects.update(heartbeat_at=timezone.now() - timedelta(minutes=4))
        with jobs.kept_alive(taken, every=0.01):
            wait_for(lambda: Job.objects.get().heartbeat_at > timezone.now() - timedelta(minutes=1))
        jobs.tend()
    assert Job.objects.get().state == JobState.DONE


def test_a_worker_that_was_given_up_learns_of_it_and_leaves_the_new_one_alone(job):
    with pytest.raises(jobs.JobLost), jobs.working_on(job.pk) as mine:
        Job.objects.update(heartbeat_at=timezone.now() - timedelta(hours=1))
        jobs.tend()
        assert state_of(job) == JobState.FAILED
        assert jobs.run_again(job)
        with jobs.working_on(job.pk):
            jobs.report(mine, done=5, total=10)
    assert state_of(job) == JobState.RUNNING


def test_a_job_that_nobody_took_is_sent_out_again(job, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as sent:
        jobs.tend()
    assert sent == []
    Job.objects.update(created_at=timezone.now() - timedelta(hours=1))
    with django_capture_on_commit_callbacks() as sent:
        jobs.tend()
    assert len(sent) == 1


@pytest.mark.django_db(transaction=True)
def test_a_job_that_is_asked_for_while_the_broker_is_down_breaks_no_page(broker):
    broker.stop()
    job = jobs.ask("import", by=UserFactory())
    assert Job.objects.get(pk=job.pk).state == JobState.WAITING
