from celery import shared_task
from django.utils import timezone

from plans import implementation, reminders
from plans.stories import life


@shared_task(ignore_result=True)
def mark_milestones_due():
    """Every night: what fell due today counts as due."""
    implementation.mark_due()


@shared_task(ignore_result=True)
def send_reminders():
    """On weekdays in the morning, before the digests: say what is due soon or late."""
    reminders.remind(timezone.localdate())


@shared_task(ignore_result=True)
def take_down_stories():
    """Every night: a story whose permission ended says so in its state. Readers no longer see it since midnight."""
    life.settle()
