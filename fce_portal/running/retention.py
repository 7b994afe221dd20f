"""How long each kind of record is kept, and how many would go tonight: the schedule as a table, and its preview.

What is not named here is kept for ever: it is the district's record.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from district import drafts, notices, outbox, runs, sessions
from district.models import DataArchive, Fault, FormDraft, Notice, OutgoingMail, PortalSettings, StaffUpload, TaskRun
from district.portal_settings import moment_before
from district.staff import uploads as staff_files
from fce_portal.takeaway import asked
from governance import requests
from governance.models import MeetingRequest
from indicators import rollups
from indicators.models import RollupRun
from partnerships.importing import taking
from partnerships.models import Upload


@dataclass(frozen=True)
class Kept:
    """A kind of record: the setting that says for how many days it is kept, and the rows to go that are older.

    `all_of` counts in what they are: all rows of the model, unless it says otherwise.
    """

    setting: str
    label: str
    model: type
    older_than: Callable
    all_of: Callable | None = None

    def total(self):
        return (self.all_of() if self.all_of else self.model.objects).count()


KINDS = [
    Kept(
        "mails_kept_days",
        _("Mails that were sent or given up"),
        OutgoingMail,
        outbox.over_before,
        all_of=lambda: outbox.over_before(timezone.now()),
    ),
    Kept("notices_kept_days", _("Notices"), Notice, notices.old_before),
    Kept("drafts_kept_days", _("What was typed and not saved"), FormDraft, drafts.untouched_since),
    Kept(
        "uploads_kept_days",
        _("Files and cells of tables that were brought"),
        Upload,
        taking.to_sweep,
        all_of=lambda: taking.to_sweep(timezone.now()),
    ),
    Kept("runs_kept_days", _("Runs of tasks"), TaskRun, runs.old_before),
    Kept("faults_kept_days", _("Faults"), Fault, lambda moment: Fault.objects.filter(last_at__lt=moment)),
    Kept(
        "sessions_kept_days",
        _("Sessions that are over"),
        Session,
        sessions.over_before,
        all_of=lambda: sessions.over_before(timezone.now()),
    ),
    Kept(
        "archives_kept_days",
        _("Archives that can be fetched"),
        DataArchive,
        asked.made_before,
        all_of=lambda: DataArchive.objects.there(),
    ),
    Kept(
        "staff_files_kept_days",
        _("Staff files that nobody took in"),
        StaffUpload,
        staff_files.waiting_since,
        all_of=lambda: StaffUpload.objects.filter(applied_at=None),
    ),
    Kept("rollups_kept_days", _("Runs of the figures"), RollupRun, rollups.runs_before),
    Kept(
        "requests_kept_days",
        _("Requests for mail that were never confirmed"),
        MeetingRequest,
        requests.unconfirmed_since,
        all_of=lambda: MeetingRequest.objects.filter(ends_on=None),
    ),
]


@dataclass(frozen=True)
class Line:
    label: str
    days: int
    going: int
    staying: int


def what_goes(settings: PortalSettings):
    """For each kind how many rows would go tonight by these settings, saved or not."""
    lines = []
    for kind in KINDS:
        days = getattr(settings, kind.setting)
        going = kind.older_than(moment_before(days)).count()
        lines.append(Line(kind.label, days, going, kind.total() - going))
    return lines
