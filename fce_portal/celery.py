"""The Celery application: which broker, which tasks, what runs when (the schedule is in settings)."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fce_portal.settings")

app = Celery("fce_portal", task_cls="district.pausing:PausingTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
