"""What runs by itself is noted: how it went, whether it is late, what was put off, and who started it by hand."""

from datetime import timedelta

import pytest
from celery.schedules import crontab
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from district import jobs, outbox, runs, tracing
from district.access import Role
from district.models import HandStart, Job, OutgoingMail, PortalSettings, TaskRun
from district.models.runs import RunState
from district.pausing import PAUSED
from district.tasks import sweep_drafts, tend_jobs
from fce_portal import running_items
from fce_portal.running.labels import TASKS
from fce_portal.running.runs import Line, label_of_start
from tests.factories import FaultFactory, JobFactory, MembershipFactory, TaskRunFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_written_yet():
    runs._written.clear()


@pytest.fixture
def sent(monkeypatch):
    """The tasks that were handed to the broker."""
    found = []
    monkeypatch.setattr(runs.current_app, "send_task", lambda name, *arguments, **options: found.append(name))
    return found


@pytest.fixture
def administrator(client):
    person = MembershipFactory(role=Role.ADMINISTRATOR, school=None).user
    client.force_login(person)
    return person


def run(task, *, result=None, state="SUCCESS", task_id="message-1"):
    runs.begun(sender=task, task_id=task_id)
    runs.ended(sender=task, task_id=task_id, retval=result, state=state)


def error():
    try:
        raise ValueError("of Maria")
    except ValueError as raised:
        return raised


def test_a_nightly_task_is_noted_with_how_long_it_took():
    run(sweep_drafts)
    noted = TaskRun.objects.get()
    assert (noted.name, noted.state) == ("sweep-drafts", RunState.DONE)
    assert noted.seconds >= 0


def test_a_run_that_a_lost_worker_began_is_the_same_run_when_it_is_done_again():
    runs.begun(sender=sweep_drafts, task_id="message-1")
    assert TaskRun.objects.get().state == RunState.RUNNING
    run(sweep_drafts)
    assert TaskRun.objects.get().state == RunState.DONE


def test_a_run_that_fails_says_where_and_not_in_whose_words():
    run(sweep_drafts, result=error(), state="FAILURE")
    noted = TaskRun.objects.get()
    assert noted.state == RunState.FAILED
    assert "ValueError, tests/district/test_runs.py" in noted.error and "Maria" not in noted.error


def test_a_task_that_runs_all_day_keeps_one_run_an_hour_and_every_failure():
    for number in range(3):
        run(tend_jobs, task_id=f"message-{number}")
        runs._written.clear()
    run(tend_jobs, result=error(), state="FAILURE", task_id="message-4")
    assert sorted(TaskRun.objects.values_list("state", flat=True)) in (
        ["DONE", "FAILED"],
        ["DONE", "DONE", "FAILED"],  # an hour began meanwhile
    )


def test_a_task_that_runs_all_day_writes_once_a_minute(django_assert_num_queries):
    run(tend_jobs)
    with django_assert_num_queries(0):
        run(tend_jobs, task_id="message-2")


def test_a_task_that_is_on_no_schedule_is_not_noted():
    run(type("Other", (), {"name": "no.such.task"}))
    assert not TaskRun.objects.exists()


@pytest.mark.parametrize(
    ("facts", "constraint"),
    [
        ({"state": "FAILED"}, "task_run_fails_for_a_reason"),
        ({"error": "ValueError"}, "task_run_fails_for_a_reason"),
        ({"state": "RUNNING"}, "task_run_is_over_when_it_ended"),
        ({"finished_at": None}, "task_run_is_over_when_it_ended"),
        ({"finished_at": timezone.now() - timedelta(days=1)}, "task_run_ends_after_it_started"),
    ],
)
def test_the_database_keeps_runs_sound(facts, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        TaskRunFactory(**facts)


def one_of(schedule, **ago):
    newest = TaskRun(name="x", started_at=timezone.now() - timedelta(**ago)) if ago else None
    return runs.Scheduled("x", "x", schedule, newest)


@pytest.mark.parametrize(
    ("schedule", "ago", "is_late"),
    [
        (60.0, {}, False),  # never ran: the portal may be new
        (60.0, {"minutes": 5}, False),
        (60.0, {"minutes": 45}, True),
        (crontab(hour=4, minute=30), {}, False),
        (crontab(hour=4, minute=30), {"minutes": 10}, False),
        (crontab(hour=4, minute=30), {"hours": 49}, True),
    ],
)
def test_a_task_is_late_when_a_planned_run_did_not_come(schedule, ago, is_late):
    assert one_of(schedule, **ago).is_late(timezone.now()) is is_late


def test_the_next_run_is_at_its_hour_and_the_one_after_a_run_may_have_passed():
    now, nightly = timezone.now(), one_of(crontab(hour=4, minute=30))
    coming = timezone.localtime(nightly.next_at(now))
    assert now < coming <= now + timedelta(hours=25) and (coming.hour, coming.minute) == (4, 30)
    missed = nightly.due_after(coming - timedelta(days=3, minutes=1), now)
    assert abs(missed - (coming - timedelta(days=3))) < timedelta(hours=1, minutes=1)


def test_every_task_of_the_schedule_has_words_for_people(settings):
    assert TASKS.keys() == settings.CELERY_BEAT_SCHEDULE.keys()


def test_old_runs_go_and_the_last_good_one_of_each_task_stays():
    PortalSettings.objects.create(pk=1, runs_kept_days=20)
    long_ago = timezone.now() - timedelta(days=30)
    TaskRunFactory(started_at=long_ago)
    last_good = TaskRunFactory(started_at=long_ago + timedelta(days=1))
    recent = TaskRunFactory(state="FAILED", error="ValueError")
    runs.forget_old()
    assert set(TaskRun.objects.all()) == {last_good, recent}


# ------------------------------------------------------------------ by hand


def test_a_task_started_twice_in_a_moment_is_started_once(administrator, sent):
    assert runs.start("sweep-drafts", by=administrator)
    assert not runs.start("sweep-drafts", by=administrator)
    assert sent == ["district.tasks.sweep_drafts"]
    assert HandStart.objects.get().events.count() == 1


def test_a_start_that_no_worker_hears_of_is_not_told_as_one(administrator, monkeypatch):
    monkeypatch.setattr(runs, "send", lambda task: False)
    assert not runs.start("sweep-drafts", by=administrator)
    assert not HandStart.objects.exists()


def test_a_failed_job_that_is_run_again_says_who_had_it_done(client, administrator, monkeypatch):
    job = JobFactory(state="FAILED", kind="packet")
    for _press in range(2):
        client.post(reverse("indicators:job-run-again", args=[job.pk]))
    start = HandStart.objects.get()
    assert (start.job, start.by) == (job, administrator)
    assert str(label_of_start(start)) == "Making a board packet"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(1, "every second"), (90, "every 90 seconds"), (60, "every minute"), (600, "every 10 minutes")],
)
def test_how_often_a_task_runs_is_said_in_minutes_where_it_can_be(seconds, words):
    assert Line("task", "Task", None, "neutral", False, None, seconds).pace == words


def test_the_page_lists_every_task_and_starts_one(client, administrator, sent, django_assert_max_num_queries):
    TaskRunFactory(name="verify-rollups", state="FAILED", error="ValueError, x.py:1 f")
    with django_assert_max_num_queries(20):
        text = client.get(reverse("run-list")).content.decode()
    assert "Check all figures against the records" in text and "1 task needs you" in text
    client.post(reverse("run-start", args=["verify-rollups"]))
    assert sent == ["indicators.tasks.verify_rollups"]
    assert client.post(reverse("run-start", args=["no-such-task"])).status_code == 404


def test_an_administrator_finds_it_on_my_work(administrator):
    TaskRunFactory(name="verify-rollups", state="FAILED", error="ValueError, x.py:1 f")
    TaskRunFactory(name="sweep-drafts", started_at=timezone.now() - timedelta(days=4))
    FaultFactory()
    said = [item.sentence for item in running_items.items_for(administrator)]
    assert said == ["2 tasks of the schedule failed or did not run.", "1 fault of the portal within a day."]
    assert not list(running_items.items_for(MembershipFactory(role=Role.CENTRAL_OFFICE, school=None).user))


# ------------------------------------------------------------------ put off


def test_what_a_maintenance_put_off_is_started_once_afterwards(sent):
    for number in range(2):
        run(sweep_drafts, result=PAUSED, task_id=f"message-{number}")
    run(tend_jobs, result=PAUSED)
    runs.make_good()
    runs.make_good()
    assert sent == ["district.tasks.sweep_drafts"]


def test_what_ran_since_is_not_made_good(sent):
    run(sweep_drafts, result=PAUSED)
    run(sweep_drafts, task_id="message-2")
    runs.make_good()
    assert sent == []


# ------------------------------------------------------------------ one id


def test_a_job_and_a_mail_keep_the_id_of_the_request_that_asked_for_them(monkeypatch, mailoutbox):
    with tracing.under("0af7651916cd43dd"):
        job = JobFactory()
        mail = OutgoingMail.objects.create(address="a@b.org", kind="LETTER", key="x", letter={})
    with jobs.working_on(job.pk):
        assert tracing.request_id.get() == "0af7651916cd43dd"
    seen = []
    monkeypatch.setattr(outbox, "_written", lambda mail: seen.append(tracing.request_id.get()))
    outbox.send_now(mail)
    assert seen == ["0af7651916cd43dd"] == [Job.objects.get(pk=job.pk).request_id]
