"""Files that a person brings together: kept, checked in a job, looked at, and stored in a second job or discarded.

Nothing is stored as a value before the person confirms. Each file is a run of its own; one that is refused does not
stop the others.
"""

import logging
import secrets

from django.core.files.base import ContentFile
from django.db import transaction

from district import jobs
from indicators.importing import runs
from indicators.importing.observations import Issue
from indicators.importing.taking import Taken
from indicators.models import ImportRun
from indicators.models.imports import RunState

logger = logging.getLogger(__name__)

CHECK, STORE = "import-check", "import-store"


@transaction.atomic
def bring(*, uploads, district_code, fall_year, by):
    """Keep the uploaded files and have them checked; return the job."""
    job = jobs.ask(CHECK, by=by)
    for upload in uploads:
        upload.seek(0)
        data = upload.read()
        run = runs.new_run(file_name=upload.name, data=data, district_code=district_code, by=by, fall_year=fall_year)
        run.job = job
        run.state = RunState.PREVIEW
        # The name says nothing and cannot be guessed; the name people gave is kept in `file_name`.
        run.file.save(secrets.token_hex(16), ContentFile(data), save=False)
        run.save()
    return job


def check_all(job):
    """Say of each file of the batch what it is and what it would change."""
    batch = list(job.import_runs.filter(state=RunState.PREVIEW).order_by("pk"))
    for done, run in enumerate(batch, start=1):
        check_file(run)
        jobs.report(job, done=done, total=len(batch))


def check_file(run):
    data = content(run)
    try:
        outcome = runs.check(run, data)
    except Exception:
        # A mistake of ours in one format must not take the other files along.
        logger.exception("Import %s (%s) could not be checked", run.pk, run.file_name)
        outcome = runs.Outcome(Taken(refusal=Issue(line=0, code="WORKER_FAILED")))
        runs.describe(run, outcome)
        run.state = RunState.REFUSED
    runs.save_with_issues(run, outcome.taken)
    if run.state == RunState.REFUSED:
        forget_file(run)


@transaction.atomic
def confirm(*, job, by, create_schools):
    """Have the checked files of a batch stored; files that change nothing are left out. Returns the new job."""
    waiting = list(waiting_runs(job).select_for_update())
    for run in waiting:
        if run.summary.get("changes_nothing") and not (create_schools and run.summary.get("unknown_schools")):
            drop(run)
    ids = [run.pk for run in waiting if run.pk]
    if not ids:
        return None
    second = jobs.ask(STORE, by=by, checked_in=job.pk)
    for run in ImportRun.objects.filter(pk__in=ids):
        if create_schools:
            run.options["create_schools"] = True
        run.job = second
        run.save()
    return second


def waiting_runs(job):
    return job.import_runs.filter(state=RunState.PREVIEW).order_by("pk")


@transaction.atomic
def discard(*, job):
    """Forget the checked files of a batch; what was refused stays in the list of imports."""
    for run in waiting_runs(job).select_for_update():
        drop(run)


def drop(run):
    forget_file(run)
    run.delete()


def store_all(job):
    """Store the confirmed files, each all or nothing. Run again it goes on with those that are left."""
    batch = list(waiting_runs(job))
    for done, run in enumerate(batch, start=1):
        store_file(run, by=job.owner)
        jobs.report(job, done=done, total=len(batch))


def store_file(run, by):
    data = content(run)
    with transaction.atomic():
        locked = ImportRun.objects.select_for_update().get(pk=run.pk)
        if locked.state != RunState.PREVIEW:
            return
        outcome = runs.store(locked, data, by=by)
        if outcome.changes_nothing and not outcome.is_refused:
            drop(locked)


def content(run):
    with run.file.open("rb") as file:
        return file.read()


def forget_file(run):
    """Delete the kept file once the transaction is committed, so that a rollback loses nothing."""
    if run.file:
        storage, name = run.file.storage, run.file.name
        run.file = ""
        if run.pk:
            ImportRun.objects.filter(pk=run.pk).update(file="")
        transaction.on_commit(lambda: storage.delete(name))
