from celery import shared_task
from django.utils import timezone

from plans import reminders


@shared_task(ignore_result=True)
def send_reminders():
    """On weekdays in the morning, before the digests: say what is due soon or late."""
    reminders.remind(timezone.localdate())
