"""What backups ask of those who answer for the data: nothing, as long as last night's is good."""

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from district.access import Can, may_district_wide
from district.models import Backup
from district.models.backups import BackupState
from fce_portal.backup import runs
from fce_portal.items import Item, link


def items_for(user):
    """At most two queries, for administrators."""
    if not may_district_wide(user, Can.TEND_BACKUPS):
        return
    if not settings.BACKUP_FOLDER:
        yield Item("bad", _("No folder for backups is set: if this server is lost, everything is."), link("backups"))
        return
    last = Backup.objects.exclude(state=BackupState.RUNNING).first()
    if last and last.state == BackupState.FAILED:
        moment = date_format(localtime(last.started_at), "SHORT_DATETIME_FORMAT")
        yield Item("bad", _("The backup of %(moment)s failed.") % {"moment": moment}, link("backups"), last.started_at)
    elif last and runs.is_late(runs.last_good()):
        yield Item("bad", _("The last good backup is older than a day."), link("backups"), last.started_at)
