"""The Celery application: which broker, which tasks, what runs when (the schedule is in settings)."""

import os

from celery import Celery
from celery.concurrency import get_implementation
from celery.signals import worker_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fce_portal.settings")

app = Celery("fce_portal", task_cls="district.pausing:PausingTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect
def load_before_processes_are_made(sender, **_details):
    """A process of the worker is replaced every 200 jobs: it is not to load everything again, nor to hold it twice.
    One that works in threads (`rollups`) makes no processes, and needs little of it."""
    from fce_portal import collecting

    if get_implementation(sender.pool_cls) is get_implementation("prefork"):
        collecting.load_and_share()
    else:
        collecting.set_pace()
