from celery import shared_task
from django.utils import timezone

from governance import duty_reminders, duty_settling, reminders, requests, seats, telling
from governance.compacts import reminders as compact_reminders
from governance.training import reminders as training_reminders


@shared_task(ignore_result=True)
def settle_models():
    """Every night: councils take the model that was chosen for the school year which has begun."""
    seats.settle_models()


@shared_task(ignore_result=True)
def settle_duties():
    """Every ten minutes: what the measures of councils' duties count follows, whichever record changed it."""
    duty_settling.settle_running_years()


@shared_task(ignore_result=True)
def remind_of_duties():
    """On weekdays in the morning, before the digests: duties and answers that are due soon or late."""
    duty_reminders.remind(timezone.localdate())


@shared_task(ignore_result=True)
def send_training_reminders():
    """On weekdays in the morning, before the digests: say which training is due soon, overdue or near."""
    training_reminders.remind(timezone.localdate())


@shared_task(ignore_result=True)
def send_reminders():
    """On weekdays in the morning, before the digests: tell councils what is due soon or late."""
    reminders.remind(timezone.localdate())


@shared_task(ignore_result=True)
def tend_meeting_notices():
    """Every night: keep when mails to members were sent, and forget requests whose time is over."""
    telling.settle()
    requests.sweep()


@shared_task(ignore_result=True)
def send_compact_reminders():
    """On weekdays in the morning, before the digests: say which compacts and policies are due soon or late."""
    compact_reminders.remind(timezone.localdate())
