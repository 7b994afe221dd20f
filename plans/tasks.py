from celery import shared_task
from django.utils import timezone

from plans import implementation, reminders


@shared_task(ignore_result=True)
def mark_milestones_due():
    """Every night: what fell due today counts as due."""
    implementation.mark_due()


@shared_task(ignore_result=True)
def send_reminders():
    """On weekdays in the morning, before the digests: say what is due soon or late."""
    reminders.remind(timezone.localdate())
