from celery import shared_task
from django.utils import timezone

from partnerships.agreements import reminders


@shared_task(ignore_result=True)
def remind_of_agreements():
    """On weekdays in the morning, before the digests: say which agreements with partners end soon."""
    reminders.remind(timezone.localdate())
