from celery import shared_task

from governance import seats


@shared_task(ignore_result=True)
def settle_models():
    """Every night: councils take the model that was chosen for the school year which has begun."""
    seats.settle_models()
