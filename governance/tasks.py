from celery import shared_task
from django.utils import timezone

from governance import reminders, requests, seats, telling


@shared_task(ignore_result=True)
def settle_models():
    """Every night: councils take the model that was chosen for the school year which has begun."""
    seats.settle_models()


@shared_task(ignore_result=True)
def send_reminders():
    """On weekdays in the morning, before the digests: tell councils what is due soon or late."""
    reminders.remind(timezone.localdate())


@shared_task(ignore_result=True)
def tend_meeting_notices():
    """Every night: keep when mails to members were sent, and forget requests whose time is over."""
    telling.settle()
    requests.sweep()
