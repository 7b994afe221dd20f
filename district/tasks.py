import pghistory
from celery import shared_task

from district import (
    drafts,
    evidence,
    faults,
    jobs,
    notice_mail,
    notices,
    outbox,
    runs,
    schools,
    sessions,
    tracing,
    year_passages,
)
from district.staff import nightly
from district.staff import uploads as staff_files
from district.trail import sealing, telling, verifying


@shared_task(ignore_result=True)
def tend_jobs():
    """Every minute: find jobs that were lost or never taken, and what a maintenance put off."""
    jobs.tend()
    runs.make_good()


@shared_task(ignore_result=True)
def take_names_in_force():
    """Every night: schools whose new name begins to hold today go by it."""
    schools.take_names_in_force()


@shared_task(ignore_result=True)
def begin_school_year(job_id):
    """On demand: carry over into a school year what has to be, in all rooms or in none."""
    with jobs.working_on(job_id) as job:
        if job:
            with pghistory.context(user=job.owner_id, job=job_id, request=tracing.current_id()):
                year_passages.carry_out(job.arguments["fall_year"], by=job.owner)


@shared_task(ignore_result=True)
def sweep_drafts():
    """Every night: what was typed long ago and never saved."""
    drafts.sweep()


@shared_task(ignore_result=True)
def sweep_evidence():
    """Every night: remove files that came with a form that was never saved."""
    evidence.sweep()


@shared_task(ignore_result=True)
def scan_waiting_files():
    """Every few minutes: files that the virus scanner could not be asked about when they came."""
    evidence.scan_waiting()


@shared_task(ignore_result=True)
def send_mails():
    """After each event, and every minute for what was missed: send what waits in the outbox."""
    notice_mail.collect()
    outbox.send_waiting()


@shared_task(ignore_result=True)
def forget_old_mails():
    """Every night: the lists of mails and notices do not grow for ever."""
    outbox.forget_old()
    notices.forget_old()


@shared_task(ignore_result=True)
def seal_audit():
    """Every minute: put what was committed since under one sum, over the one before."""
    sealing.seal_all()


@shared_task(ignore_result=True)
def verify_audit():
    """Every night: work out all sums again from the rows, and tell administrators if anything differs."""
    _verified, kept = verifying.verify_and_record()
    telling.tell(kept)


@shared_task(ignore_result=True)
def forget_old_runs():
    """Every night: runs of tasks and faults of long ago."""
    runs.forget_old()
    faults.forget_old()


@shared_task(ignore_result=True)
def look_for_staff_file():
    """Every night: the file that the district's system leaves, for somebody to look at in the morning."""
    nightly.look()


@shared_task(ignore_result=True)
def forget_old_sessions():
    """Every night: sessions that are over, and staff files that nobody took in."""
    sessions.forget_old()
    staff_files.forget_old()
