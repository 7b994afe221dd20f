"""How long each kind of record is kept, and how many would go tonight: the schedule as a table, and its preview.

What is not named here is kept for ever: it is the district's record.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from district import drafts, notices, outbox, runs
from district.models import Fault, FormDraft, Notice, OutgoingMail, PortalSettings, TaskRun
from district.portal_settings import moment_before
from partnerships.importing import taking
from partnerships.models import Upload


@dataclass(frozen=True)
class Kept:
    """A kind of record: the setting that says for how many days it is kept, and the rows to go that are older."""

    setting: str
    label: str
    model: type
    older_than: Callable


KINDS = [
    Kept("mails_kept_days", _("Mails that were sent or given up"), OutgoingMail, outbox.over_before),
    Kept("notices_kept_days", _("Notices"), Notice, notices.old_before),
    Kept("drafts_kept_days", _("What was typed and not saved"), FormDraft, drafts.untouched_since),
    Kept("uploads_kept_days", _("Files and cells of tables that were brought"), Upload, taking.to_sweep),
    Kept("runs_kept_days", _("Runs of tasks"), TaskRun, runs.old_before),
    Kept("faults_kept_days", _("Faults"), Fault, lambda moment: Fault.objects.filter(last_at__lt=moment)),
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
        lines.append(Line(kind.label, days, going, kind.model.objects.count() - going))
    return lines
