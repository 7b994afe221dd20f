"""Tasks wait while a maintenance holds: all their queues are tables, so what is put off is found afterwards.

Loaded by Celery before Django is ready, so no models here.
"""

from celery import Task
from django.conf import settings

PAUSED = "paused"  # what a task returns that did nothing because of a maintenance


def is_on():
    """Whether a maintenance holds; one look at a file (`district.maintenance`)."""
    return settings.MAINTENANCE_FILE.exists()


class PausingTask(Task):
    """The class of all the portal's tasks. A call from a test or a command is no message and is not put off."""

    def __call__(self, *args, **kwargs):
        if not self.request.called_directly and is_on():
            return PAUSED
        return super().__call__(*args, **kwargs)
