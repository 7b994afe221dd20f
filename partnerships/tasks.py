"""What workers do for partnerships."""

from celery import shared_task
from django.utils import timezone

from partnerships.evaluations import reminders, rounds


@shared_task(ignore_result=True)
def tend_evaluations():
    """On weekdays in the morning, before the digests: share what waited only for families, and remind of the rest."""
    today = timezone.localdate()
    rounds.settle_due(today)
    reminders.remind(today)
