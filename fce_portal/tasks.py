from celery import shared_task
from django.utils import timezone

from district import jobs
from district.models.backups import BackupCause
from fce_portal import access_review_reminders, digest
from fce_portal.backup import runs
from fce_portal.school_evidence import making as school_evidence
from fce_portal.takeaway import asked


@shared_task(ignore_result=True)
def send_digests():
    """On weekdays in the morning: tell people by mail what waits for them, and what happened."""
    digest.queue_due(timezone.localdate())


@shared_task(ignore_result=True)
def remind_of_access_reviews():
    """On school days in the morning: whose look at who may do what at a school is due, or late."""
    access_review_reminders.remind(timezone.localdate())


@shared_task(ignore_result=True)
def back_up():
    """Every night, where there is a folder for it."""
    runs.back_up_and_rotate(BackupCause.SCHEDULE)


@shared_task(ignore_result=True)
def make_backup(job_id):
    """The same, because somebody asked for it on the page."""
    with jobs.working_on(job_id) as job:
        if job:
            with jobs.kept_alive(job):
                runs.back_up_and_rotate(BackupCause.PERSON, by=job.owner)


@shared_task(ignore_result=True)
def watch_backups():
    """Every hour: say of a backup whose process was killed that it failed, and tell when the last good one is old."""
    runs.settle_lost()
    runs.tell_if_late()


@shared_task(ignore_result=True)
def make_data_archive(job_id):
    """Write everything that the portal holds into one file, because somebody wants to take it along."""
    with jobs.working_on(job_id) as job:
        if job:
            with jobs.kept_alive(job):
                asked.make(job)


@shared_task(ignore_result=True)
def make_school_evidence(job_id):
    """Collect what shows that a school did in a year what the law asks."""
    with jobs.working_on(job_id) as job:
        if job:
            school_evidence.make(job)


@shared_task(ignore_result=True)
def sweep_data_archives():
    """Every night: what could be downloaded long enough."""
    asked.sweep()
