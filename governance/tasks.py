from celery import shared_task
from django.utils import timezone

from governance import seats
from governance.compacts import reminders


@shared_task(ignore_result=True)
def settle_models():
    """Every night: councils take the model that was chosen for the school year which has begun."""
    seats.settle_models()


@shared_task(ignore_result=True)
def send_reminders():
    """On weekdays in the morning, before the digests: say which compacts and policies are due soon or late."""
    reminders.remind(timezone.localdate())
