from celery import shared_task

from district import jobs


@shared_task(ignore_result=True)
def tend_jobs():
    """Every minute: find jobs that were lost or never taken."""
    jobs.tend()
