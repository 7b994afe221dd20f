"""Whether the district's data would survive this server."""

from pathlib import Path

from django.conf import settings
from django.utils import timezone

from district.models import Backup
from district.models.backups import BackupProof
from fce_portal.backup import runs
from fce_portal.installation.findings import advice, good, missing


def look():
    if not settings.BACKUP_FOLDER:
        yield missing("No backups are made: BACKUP_FOLDER names no folder.")
        return
    last = runs.last_good()
    if last is None:
        yield missing(
            f"There is no backup yet. The night makes one; now: `manage.py backup {settings.BACKUP_FOLDER} --trial`."
        )
        return
    moment = f"{timezone.localtime(last.started_at):%Y-%m-%d %H:%M}"
    if runs.is_late(last):
        yield missing(f"The last good backup is of {moment}, older than a day: the page “Backups” says what happened.")
    elif not Path(last.path).exists():
        yield missing(f"The last backup, {last.path}, is not there any more.")
    else:
        yield good(f"The last good backup is of {moment}.")
    if not Backup.objects.filter(proof=BackupProof.RESTORED).exists():
        yield advice(
            "No backup was restored for a trial yet: `manage.py backup FOLDER --trial`, or wait for the night."
        )
    yield from elsewhere()


def elsewhere():
    folder, data = Path(settings.BACKUP_FOLDER), Path(settings.MEDIA_ROOT)
    if folder.exists() and data.exists() and folder.stat().st_dev == data.stat().st_dev:
        yield advice("Backups lie on the same disk as the data: copy them to another building every day.")
