from celery import shared_task
from django.utils import timezone

from governance import duty_reminders, duty_settling, seats
from governance.training import reminders


@shared_task(ignore_result=True)
def settle_models():
    """Every night: councils take the model that was chosen for the school year which has begun."""
    seats.settle_models()


@shared_task(ignore_result=True)
def settle_duties():
    """Every night: what the measures of councils' duties count is brought up to date."""
    duty_settling.settle_running_years()


@shared_task(ignore_result=True)
def remind_of_duties():
    """On weekdays in the morning, before the digests: duties and answers that are due soon or late."""
    duty_reminders.remind(timezone.localdate())


@shared_task(ignore_result=True)
def send_training_reminders():
    """On weekdays in the morning, before the digests: say which training is due soon, overdue or near."""
    reminders.remind(timezone.localdate())
