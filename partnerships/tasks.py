"""What workers do for partnerships."""

from celery import shared_task
from django.utils import timezone

from partnerships.agreements import reminders as agreement_reminders
from partnerships.evaluations import reminders as evaluation_reminders
from partnerships.evaluations import rounds


@shared_task(ignore_result=True)
def remind_of_agreements():
    """On weekdays in the morning, before the digests: say which agreements with partners end soon."""
    agreement_reminders.remind(timezone.localdate())


@shared_task(ignore_result=True)
def tend_evaluations():
    """On weekdays in the morning, before the digests: share what waited only for families, and remind of the rest."""
    today = timezone.localdate()
    rounds.settle_due(today)
    evaluation_reminders.remind(today)
