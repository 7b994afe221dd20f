"""Backups of the demo: a week of nights as an administrator sees them, one of them failed. No folder holds them."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from district.models import Backup
from district.models.backups import BackupCause, BackupProof, BackupState

NIGHTS = 8
FAILED = 5  # nights ago
MB = 1024 * 1024


def make_backups(today):
    """All are gone already, so that the page claims no safety: the first real one is made tonight, or by the button."""
    Backup.objects.bulk_create(one_night(today, back) for back in range(NIGHTS, 0, -1))


def one_night(today, back):
    start = timezone.make_aware(datetime.combine(today - timedelta(days=back), time(3, 30)))
    row = Backup(
        name=f"demonstration-{start:%Y-%m-%d}",
        folder="demonstration",
        cause=BackupCause.SCHEDULE,
        started_at=start,
        finished_at=start + timedelta(seconds=14 + back % 3),
        removed_at=start + timedelta(days=back, hours=1),
    )
    if back == FAILED:
        row.state, row.reason, row.removed_at = BackupState.FAILED, "The disk is full. Nothing was kept.", None
    else:
        row.state = BackupState.DONE
        row.proof = BackupProof.RESTORED if back == NIGHTS - 1 else BackupProof.SUMS
        row.rows, row.files = 81_000 - 140 * back, 37
        row.dump_size, row.size = 6 * MB - 9_000 * back, 21 * MB - 12_000 * back
    return row
