"""What the import pages show: words and marks for states, findings of a batch, issues in the reader's language."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from district import school_years
from district.models.jobs import JobState
from indicators.importing.families import LABELS
from indicators.importing.issues import sentence
from indicators.models.imports import RunState

STATE_MARKS = {
    RunState.PREVIEW: "waiting",
    RunState.ENTERED: "active",
    RunState.APPROVED: "active",
    RunState.PUBLISHED: "good",
    RunState.REFUSED: "bad",
    RunState.UNDONE: "stopped",
}
JOB_MARKS = {JobState.WAITING: "waiting", JobState.RUNNING: "active", JobState.DONE: "good", JobState.FAILED: "bad"}
FIRST_ISSUES = 5


@dataclass
class Told:
    """An issue as a person reads it."""

    line: int
    column: str
    reason: str
    more: str
    text: str


def told(issue):
    more = issue.details.get("more")
    return Told(
        line=issue.line,
        column=issue.column,
        reason=sentence(issue),
        more=ngettext("and %(count)s more like it", "and %(count)s more like it", more) % {"count": more}
        if more
        else "",
        text=issue.text,
    )


def format_label(run):
    return LABELS.get(run.format_code, _("Not recognized"))


@dataclass
class Finding:
    """One file of a batch as its preview shows it."""

    run: object
    format: str
    mark: str
    refusal: str
    years: str
    issues: list
    changes_nothing: bool
    is_refused: bool

    @property
    def state(self):
        """The word for the state of the file; one that waits and changes nothing says so."""
        if waits_in_vain(self.run):
            return _("All of this is stored already")
        return self.run.get_state_display()

    @property
    def schools_added(self):
        return self.run.summary.get("schools_added") or {}

    @property
    def peer_figures(self):
        """How many figures of other districts are kept beside ours."""
        return self.run.summary.get("peer_figures") or 0

    @property
    def holds_nothing(self):
        """Understood, and not about this district."""
        run = self.run
        return bool(run.rows_read) and run.rows_read == run.rows_other_districts


def waits_in_vain(run):
    """Checked, and all that it says is stored already."""
    return run.state == RunState.PREVIEW and bool(run.summary.get("changes_nothing"))


def finding(run):
    issues = list(run.issues.all())
    whole = next((issue for issue in issues if issue.line == 0 and issue.code != "READ_AS_WINDOWS_1252"), None)
    years = run.summary.get("years") or []
    return Finding(
        run=run,
        format=format_label(run),
        mark="neutral" if waits_in_vain(run) else STATE_MARKS[run.state],
        refusal=sentence(whole) if whole else "",
        years=", ".join(school_years.label(year) for year in years),
        issues=[told(issue) for issue in issues if issue is not whole][:FIRST_ISSUES],
        changes_nothing=bool(run.summary.get("changes_nothing")),
        is_refused=run.state == RunState.REFUSED,
    )


@dataclass
class Batch:
    """All files of one upload, and what a person can do with them now."""

    findings: list

    @property
    def with_words(self):
        """Those that have more to tell than their line of figures."""
        return [one for one in self.findings if one.refusal or one.issues or one.schools_added or one.holds_nothing]

    @property
    def waiting(self):
        return [one for one in self.findings if one.run.state == RunState.PREVIEW]

    @property
    def to_store(self):
        return [one for one in self.waiting if not one.changes_nothing]

    @property
    def unknown_schools(self):
        """{code: name} of schools that a person may let in, over all files."""
        found = {}
        for one in self.waiting:
            found |= one.run.summary.get("unknown_schools") or {}
        return dict(sorted(found.items()))

    def total(self, field):
        return sum(getattr(one.run, field) for one in self.waiting)

    @property
    def values_new(self):
        return self.total("values_new")

    @property
    def values_restated(self):
        return self.total("values_restated")


def batch_of(job):
    return Batch([finding(run) for run in job.import_runs.prefetch_related("issues").order_by("pk")])
