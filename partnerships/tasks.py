"""What workers do for partnerships."""

from contextlib import suppress

from celery import shared_task
from django.utils import timezone, translation

from district import jobs
from district.languages_offered import language_for
from indicators.tasks import working_on
from partnerships.agreements import reminders as agreement_reminders
from partnerships.evaluations import reminders as evaluation_reminders
from partnerships.evaluations import rounds
from partnerships.feedback import results as feedback
from partnerships.importing import checking, taking
from partnerships.models import Upload


@shared_task(ignore_result=True)
def check_upload(job_id):
    """Judge every row of a file."""
    with working_on(job_id) as job:
        upload = job and Upload.objects.filter(pk=job.arguments["upload"], state="CHECKING").first()
        if upload:
            checking.check(upload, lambda done, total: jobs.report(job, done=done, total=total))


@shared_task(ignore_result=True)
def log_upload(job_id):
    """Log the rows that a person confirmed: all of them or none."""
    with working_on(job_id) as job:
        upload = job and Upload.objects.filter(pk=job.arguments["upload"], state="LOGGING").first()
        if upload:
            with in_the_language_of(job.owner), jobs.reporting_beside(job) as report:
                do(taking.log, upload=upload, by=job.owner, with_asked=job.arguments["with_asked"], report=report)


@shared_task(ignore_result=True)
def undo_upload(job_id):
    """Take back what was logged from a table."""
    with working_on(job_id) as job:
        upload = job and Upload.objects.filter(pk=job.arguments["upload"], state="UNDOING").first()
        if upload:
            with in_the_language_of(job.owner), jobs.reporting_beside(job) as report:
                do(taking.undo, upload=upload, by=job.owner, report=report)


@shared_task(ignore_result=True)
def sweep_uploads():
    """Every night."""
    taking.sweep()


def do(act, **arguments):
    """What stands in the way is no fault of the worker: the page says it when the person looks."""
    with suppress(taking.NotNow):
        act(**arguments)


def in_the_language_of(person):
    return translation.override(language_for(person.preferred_language))


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


@shared_task(ignore_result=True)
def settle_feedback():
    """After midnight: close what families had until yesterday to say of an activity, and count it."""
    feedback.settle_due(timezone.localdate())
