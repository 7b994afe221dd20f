"""Who is told that a backup failed, or that the last good one is too old: whoever answers for the data."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from district.access import Can
from district.models.notices import Group
from district.notices import Kind, people_of_the_district, tell

FAILED = Kind("backup.failed", Group.OWN_WORK, _("The backup of %(day)s failed."), Can.TEND_BACKUPS)
LATE = Kind(
    "backup.late",
    Group.OWN_WORK,
    _("There is no good backup since %(day)s. See what stands in the way."),
    Can.TEND_BACKUPS,
)
KINDS = {kind.code: kind for kind in (FAILED, LATE)}


def backup_failed(backup):
    day = timezone.localdate(backup.started_at)
    _tell(FAILED, backup, key=f"backup-{backup.pk}-failed", day=day)


def backup_late(last_good):
    """Once for each day on which it is so."""
    day = timezone.localdate(last_good.started_at)
    _tell(LATE, last_good, key=f"backup-late-{timezone.localdate()}", day=day)


def _tell(kind, backup, **facts):
    people = people_of_the_district(Can.TEND_BACKUPS)
    tell(kind, people, about=backup, path=reverse("backups"), **facts)
