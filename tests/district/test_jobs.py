"""Jobs are done once, by one worker, and found again when a worker is lost."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import InterfaceError
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
        assert state_of(job) == JobState.WAITING
        with jobs.working_on(job.pk):
            jobs.report(mine, done=5, total=10)
    assert state_of(job) == JobState.RUNNING


def test_a_worker_that_was_given_up_does_not_end_what_another_one_does(job):
    with jobs.working_on(job.pk):
        lose(job)
        begun_anew = jobs.working_on(job.pk)
        begun_anew.__enter__()
    assert state_of(job) == JobState.RUNNING
    begun_anew.__exit__(None, None, None)
    assert state_of(job) == JobState.DONE


def lose(job, heartbeat=-timedelta(hours=1)):
    """The worker of a job was killed; whoever looks finds it, and it is sent out again."""
    now = timezone.now()
    facts = {"state": JobState.RUNNING, "started_at": job.started_at or now, "heartbeat_at": now + heartbeat}
    Job.objects.filter(pk=job.pk).update(**facts)
    jobs.tend()


def test_a_job_whose_worker_was_lost_is_done_anew_at_once(job, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as sent:
        lose(job)
    assert (state_of(job), job.lost_total, len(sent)) == (JobState.WAITING, 1, 1)


def test_a_job_that_loses_worker_after_worker_waits_for_a_person(job):
    for _number in range(jobs.MOST_LOST):
        lose(job)
    lose(job)
    assert (state_of(job), str(job.reason)[:10]) == (JobState.FAILED, "The worker")
    assert jobs.run_again(job)
    lose(job)
    assert (state_of(job), job.lost_total) == (JobState.WAITING, 1)


def test_a_heartbeat_of_a_clock_that_was_hours_ahead_keeps_no_dead_job_alive(job):
    lose(job, heartbeat=timedelta(hours=3))
    assert state_of(job) == JobState.WAITING


def test_a_job_that_was_asked_for_by_a_clock_that_was_ahead_is_sent_out_all_the_same(
    job, django_capture_on_commit_callbacks
):
    Job.objects.update(created_at=timezone.now() + timedelta(hours=3))
    with django_capture_on_commit_callbacks() as sent:
        jobs.tend()
    assert len(sent) == 1


def test_a_job_during_which_the_database_goes_away_is_no_failure(job):
    with pytest.raises(InterfaceError), jobs.working_on(job.pk):
        raise InterfaceError("connection already closed")
    assert state_of(job) == JobState.RUNNING, "it is found without a heartbeat"


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
