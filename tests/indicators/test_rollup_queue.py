"""Figures never wait behind imports: bringing them up to date has a queue and a process of its own."""

import pytest
from celery import current_app

from district.models import Job
from district.models.jobs import JobState
from indicators import tasks
from indicators.models import StaleCell
from tests.factories import ActivityFactory, JobFactory
from tests.indicators.test_rollup_concurrency import (
    another_session,
    everything_agrees,
    families,
    someone_waits_for_a_lock,
)
from tests.services import wait_for

pytestmark = pytest.mark.django_db(transaction=True)

SLOTS = 2


def test_a_refresh_happens_while_long_jobs_hold_every_slot_of_the_general_worker(broker, celery_worker_process):
    general = celery_worker_process.of_procfile("worker", f"--concurrency={SLOTS}", wait=False)
    rollups = celery_worker_process.of_procfile("rollups", wait=False)
    general.wait_until_ready(), rollups.wait_until_ready()
    long = JobFactory.create_batch(SLOTS + 1)
    with another_session() as holder, holder.cursor() as cursor:
        cursor.execute("SELECT FROM district_job FOR UPDATE")  # each import stands still as it begins
        for job in long:
            tasks.check_imports.delay(job.pk)
        wait_for(lambda: someone_waits_for_a_lock() == SLOTS)

        ActivityFactory(families_total=12)
        tasks.ring()
        wait_for(lambda: not StaleCell.objects.exists())

        assert someone_waits_for_a_lock() == SLOTS, general.output
        assert families() == 12 and everything_agrees(), rollups.output
        assert set(Job.objects.values_list("state", flat=True)) == {JobState.WAITING}
    wait_for(lambda: not Job.objects.exclude(state=JobState.DONE).exists())


def test_only_refreshes_go_to_the_queue_of_their_own():
    """Long tasks among them would keep the figures waiting again."""
    router = current_app.amqp.router
    refresh = router.route({}, tasks.refresh_stale_cells.name)["queue"].name
    others = {name for name in current_app.tasks if not name.startswith("celery.")} - {tasks.refresh_stale_cells.name}
    assert refresh == "rollups"
    assert tasks.check_imports.name in others
    assert {router.route({}, name)["queue"].name for name in others} == {current_app.conf.task_default_queue}
