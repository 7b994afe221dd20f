"""Archives that people ask for on the page: made by a job, kept for a week, each download noted."""

import secrets
import time
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from district import jobs
from district.models import ArchiveDownload, DataArchive
from district.portal_settings import current as portal_settings
from district.portal_settings import moment_before
from fce_portal.backup import files
from fce_portal.takeaway import writing

JOB = "data-archive"
REPORT_SECONDS = 1


@transaction.atomic
def ask(person):
    """Have an archive made; return its row."""
    archive = DataArchive.objects.create(asked_by=person)
    archive.job = jobs.ask(JOB, by=person, archive=archive.pk)
    archive.save()
    return archive


def make(job):
    """What the job does. A second try starts anew; the file of a first one that was lost is overwritten by none."""
    archive = DataArchive.objects.get(pk=job.arguments["archive"])
    with jobs.reporting_beside(job) as report:
        keep(archive, lambda path: writing.write(path, report=now_and_then(report)))


def keep(archive, write):
    """Have `write` make the file of an archive, and keep what proves it."""
    archive.stored_name = f"{secrets.token_hex(16)}.zip"
    write(archive.path)
    archive.size, archive.sha256 = archive.path.stat().st_size, files.sha256_of(archive.path)
    archive.made_at = timezone.now()
    archive.expires_at = archive.made_at + timedelta(days=portal_settings().archives_kept_days)
    archive.save()


def now_and_then(report):
    """`report` at most once a second: hundreds of small tables go by in one."""
    last = [0.0]

    def seldom(done, total):
        if time.monotonic() - last[0] >= REPORT_SECONDS or done == total:
            last[0] = time.monotonic()
            report(done, total)

    return seldom


def note_download(archive, person):
    ArchiveDownload.objects.create(archive=archive, person=person)


def made_before(moment):
    """Archives that can still be fetched, made before a moment."""
    return DataArchive.objects.there().filter(made_at__lt=moment)


def sweep():
    """Remove the files whose time is over, and any that no row names; rows stay, with who took them. How many went."""
    made_before(moment_before(portal_settings().archives_kept_days)).update(expires_at=timezone.now())
    kept = set(DataArchive.objects.there().values_list("stored_name", flat=True))
    folder, gone = DataArchive(stored_name="x").path.parent, 0
    fresh = time.time() - 24 * 3600  # one that is being made has no row that names it yet
    for path in folder.glob("*") if folder.is_dir() else []:
        if path.name not in kept and path.stat().st_mtime < fresh:
            path.unlink()
            gone += 1
    return gone
