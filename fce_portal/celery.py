"""The Celery application: which broker, which tasks, what runs when (the schedule is in settings)."""

import os

from celery import Celery
from celery.concurrency import get_implementation
from celery.signals import worker_init

from fce_portal import collecting

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fce_portal.settings")

app = Celery("fce_portal", task_cls="district.pausing:PausingTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect
def share_what_is_loaded(sender, **_details):
    """Processes are made of this one, and a collector that looks at what they share copies it."""
    if get_implementation(sender.pool_cls) is get_implementation("prefork"):
        collecting.keep_what_is_loaded()
