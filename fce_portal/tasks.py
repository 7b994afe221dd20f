from celery import shared_task
from django.utils import timezone

from fce_portal import digest


@shared_task(ignore_result=True)
def send_digests():
    """On weekdays in the morning: tell people by mail what waits for them, and what happened."""
    digest.queue_due(timezone.localdate())
