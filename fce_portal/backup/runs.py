"""Making a backup, checking it and keeping a record of it: for the nightly job, the page and the command alike."""

import logging
import shutil
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from district.models import Backup
from district.models.backups import BackupProof, BackupState
from fce_portal.backup import checking, making, notices, rotation, scratch
from fce_portal.backup.errors import BackupError

logger = logging.getLogger(__name__)

LATE_AFTER = timedelta(hours=26)  # a night, and the time that a large one takes
LOST = "The process that made it was stopped. Nothing was kept."


def back_up(folder, cause, *, by=None, trial=False):
    """Make a backup in `folder`, check what was written, and record both; return the `Backup`, which is DONE.

    `trial`: restore it for a trial too. Raises BackupError when it failed; the record then says why, and those who
    answer for the data are told.
    """
    with making.alone() as connection:
        _settle(Backup.objects.filter(state=BackupState.RUNNING))
        name = making.new_name()
        backup = Backup.objects.create(name=name, folder=str(folder), cause=cause, asked_by=by)
        try:
            path, told = making.make(connection, folder, name)
            proof = _check(path, trial)
        except BackupError as error:
            _fail(backup, str(error))
            raise
        except BaseException as error:
            _fail(backup, f"{type(error).__name__}: {error}")
            raise
    backup.state, backup.proof, backup.finished_at = BackupState.DONE, proof, timezone.now()
    backup.rows, backup.files, backup.lost_files = told.rows, told.files, len(told.lost_files)
    backup.size, backup.dump_size = told.dump_bytes + told.files_bytes, told.dump_bytes
    backup.save()
    logger.info("Backup %s is made: %d rows, %d files, %d bytes", path, backup.rows, backup.files, backup.size)
    return backup


def _check(path, trial):
    """How the backup was proven. One that does not hold is removed at once: nobody is to trust it."""
    try:
        if trial:
            checking.check_by_restoring(path)
            return BackupProof.RESTORED
        checking.check(path)
        return BackupProof.SUMS
    except BaseException:
        path.rename(path.with_name(f"broken-{path.name}"))
        raise


def back_up_and_rotate(cause, *, by=None):
    """What happens every night: a backup in the settings' folder; then what is older goes as the rotation says."""
    if not settings.BACKUP_FOLDER:
        raise BackupError("No folder for backups is set (BACKUP_FOLDER).")
    backup = back_up(settings.BACKUP_FOLDER, cause, by=by, trial=trial_is_due())
    rotate(settings.BACKUP_FOLDER)
    return backup


def trial_is_due():
    """Whether a backup is to be restored for a trial again; only where the role may make databases."""
    if not settings.BACKUP_TRIAL_DAYS or not scratch.may_make():
        return False
    since = timezone.now() - timedelta(days=settings.BACKUP_TRIAL_DAYS) + timedelta(hours=1)
    return not Backup.objects.filter(proof=BackupProof.RESTORED, started_at__gte=since).exists()


def rotate(folder):
    """Remove the backups of `folder` that are not to be kept; return their names. What is not a backup stays."""
    moments = {}
    for path in making.whole(folder):
        with suppress(ValueError):
            moments[datetime.strptime(path.name, making.PREFIX + making.STAMP).replace(tzinfo=UTC)] = path
    keep = rotation.kept(
        moments,
        daily=settings.BACKUP_KEEP_DAILY,
        weekly=settings.BACKUP_KEEP_WEEKLY,
        monthly=settings.BACKUP_KEEP_MONTHLY,
    )
    gone = []
    for moment in sorted(moments.keys() - keep):
        path = moments[moment]
        doomed = path.with_name(making.PARTIAL + path.name)  # one that is half removed is none
        path.rename(doomed)
        shutil.rmtree(doomed, ignore_errors=True)
        gone.append(path.name)
    Backup.objects.filter(name__in=gone, removed_at=None).update(removed_at=timezone.now())
    return gone


# ------------------------------------------------------------------ what became of them


def settle_lost():
    """Say of backups whose process ended without a word that they failed."""
    running = Backup.objects.filter(state=BackupState.RUNNING)
    if running.exists():
        with suppress(BackupError), making.alone():
            _settle(running)


def _settle(running):
    for backup in running:
        _fail(backup, LOST)


@transaction.atomic
def _fail(backup, reason):
    backup.state, backup.finished_at, backup.reason = BackupState.FAILED, timezone.now(), reason[:500]
    backup.save()
    logger.error("Backup %s failed: %s", backup.path, reason)
    notices.backup_failed(backup)


def last_good():
    """The newest backup that is whole, checked, and still there according to the records."""
    return Backup.objects.good().order_by("-started_at").first()


def is_late(good):
    return good is not None and timezone.now() - good.started_at > LATE_AFTER


def tell_if_late():
    good = last_good()
    if settings.BACKUP_FOLDER and is_late(good):
        with transaction.atomic():
            notices.backup_late(good)


def next_at(now=None):
    """When the next one begins, or None where none is set up."""
    if not settings.BACKUP_FOLDER:
        return None
    now = timezone.localtime(now)
    at = now.replace(hour=settings.BACKUP_HOUR, minute=30, second=0, microsecond=0)
    return at if at > now else at + timedelta(days=1)


def is_there(backup):
    """Whether its folder is where it was made, as far as this process can see."""
    return (Path(backup.folder) / backup.name).is_dir()
