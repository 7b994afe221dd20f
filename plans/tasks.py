from celery import shared_task

from plans import implementation


@shared_task(ignore_result=True)
def mark_milestones_due():
    """Every night: what fell due today counts as due."""
    implementation.mark_due()
