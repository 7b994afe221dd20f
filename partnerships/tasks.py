from celery import shared_task

from partnerships import evidence


@shared_task(ignore_result=True)
def sweep_evidence():
    """Every night: remove files that came with a form that was never saved."""
    evidence.sweep()
