"""The story of one file: checked, stored, approved, published, undone. Every step is one transaction.

What the state has published is public already and is published at once. The district's own figures are entered, then
approved, then published, by people who may, and both names are kept.
"""

import hashlib
from dataclasses import dataclass, field

from django.utils import timezone

from indicators import notices, publication
from indicators.importing import schools, storing
from indicators.importing.issues import sentence
from indicators.importing.observations import Ask, Issue
from indicators.importing.storing import Verdict
from indicators.importing.taking import Taken, take
from indicators.models import ImportIssue, ImportRun
from indicators.models.imports import RunState, SourceKind
from indicators.peers import storing as peers


class WrongState(Exception):
    """The import is not in the state that this step starts from: somebody else was faster."""


@dataclass
class Outcome:
    """What became of a file. `same_as` is the import in force that holds this very file already."""

    taken: Taken
    verdict: Verdict = Verdict()
    schools_added: dict = field(default_factory=dict)
    same_as: ImportRun | None = None
    has_new_peers: bool = False

    @property
    def is_refused(self):
        return self.taken.refusal is not None

    @property
    def changes_nothing(self):
        """Whether there is nothing to store: the file itself is in force, or all that the district says is stored."""
        has_news = self.verdict.new or self.verdict.restated or self.has_new_peers
        return not has_news and (self.same_as is not None or self.taken.source_kind == SourceKind.DISTRICT)


def new_run(*, file_name, data, district_code, by=None, **options):
    """A run that is not saved yet. `options`: `fall_year`, `create_schools`."""
    return ImportRun(
        file_name=file_name[-255:],
        sha256=hashlib.sha256(data).hexdigest(),
        district_code=district_code,
        options={name: value for name, value in options.items() if value},
        started_by=by,
    )


def read(run, data):
    """What the file holds for the district of the run."""
    ask = Ask(
        district_code=run.district_code,
        file_name=run.file_name,
        fall_year=run.options.get("fall_year"),
        our_schools=schools.known_codes(run.district_code),
    )
    creates = run.options.get("create_schools", False)
    return take(data, ask, may_add=lambda code: creates and schools.may_be_ours(code, run.district_code))


def check(run, data):
    """Read and compare a file without storing a value. Fills the run, which the caller saves."""
    taken = read(run, data)
    outcome = Outcome(taken)
    if not outcome.is_refused:
        with storing.one_at_a_time() as cursor:
            outcome = compare(cursor, run, taken)
            storing.forget(cursor)
    describe(run, outcome)
    # Refused for its unknown schools alone: a person may let them in, so it waits with the others.
    waits = not outcome.is_refused or run.summary["unknown_schools"]
    run.state = RunState.PREVIEW if waits else RunState.REFUSED
    return outcome


def compare(cursor, run, taken):
    """The outcome that storing would have. Schools that are missing get stand-in ids.

    Leaves the tables of `storing.judge` for storing.
    """
    ids = schools.ids_of(taken.school_codes)
    missing = sorted(taken.school_codes - ids.keys())
    ids |= {code: -number for number, code in enumerate(missing, start=1)}
    outcome = Outcome(taken, schools_added={code: taken.school_names.get(code, code) for code in missing})
    outcome.verdict = storing.judge(cursor, taken, ids)
    outcome.same_as = in_force_already(run, taken)
    outcome.has_new_peers = peers.are_new(taken.peers, run.sha256)
    if outcome.same_as:
        # Its figures are in the books, in their place in time. Only cells without a value can be new (a school that
        # is known by now); nothing that was restated since goes back.
        storing.leave_restated_out(cursor)
        outcome.verdict = Verdict(outcome.verdict.new, 0, outcome.verdict.same + outcome.verdict.restated)
    return outcome


def in_force_already(run, taken):
    same_file = ImportRun.objects.in_force().filter(sha256=run.sha256, district_code=run.district_code)
    for other in same_file.exclude(pk=run.pk):
        if other.options.get("year_used") == taken.outside_year:
            return other
    return None


def store(run, data, *, by=None):
    """Read, compare and store a file, all or nothing. The run is saved with its issues, for a refused file too.

    A file that changes nothing leaves no run.
    """
    taken = read(run, data)
    if taken.refusal:
        outcome = Outcome(taken)
        describe(run, outcome)
        run.state = RunState.REFUSED
        save_with_issues(run, taken)
        return outcome
    with storing.one_at_a_time() as cursor:
        missing = sorted(taken.school_codes - schools.ids_of(taken.school_codes).keys())
        for code in missing:
            schools.add(code, taken.school_names.get(code, ""))
        outcome = compare(cursor, run, taken)
        outcome.schools_added = {code: taken.school_names.get(code, code) for code in missing}
        describe(run, outcome)
        if outcome.changes_nothing:
            return outcome
        keep(cursor, run, outcome, by)
    return outcome


def keep(cursor, run, outcome, by):
    taken = outcome.taken
    is_public = taken.source_kind == SourceKind.STATE
    run.state = RunState.PUBLISHED if is_public else RunState.ENTERED
    if is_public:
        run.published_at, run.published_by = timezone.now(), by
    if taken.outside_year:
        run.options["year_used"] = taken.outside_year
    save_with_issues(run, taken)
    storing.write(cursor, run, taken.source_kind)
    if outcome.has_new_peers:
        peers.write(run, taken.peers)
    if is_public:
        publication.republish(run=run)
        notices.figures_published(run, by=by)


def describe(run, outcome):
    taken = outcome.taken
    run.format_code = taken.format_code
    run.source_kind = "" if outcome.is_refused else taken.source_kind
    run.rows_read = taken.rows_read
    run.rows_other_districts = taken.rows_other_districts
    run.rows_refused = taken.rows_refused
    run.values_new, run.values_restated, run.values_same = outcome.verdict
    run.summary = {
        "schools_added": outcome.schools_added,
        "unknown_schools": unknown_schools(run, taken),
        "same_as": outcome.same_as.pk if outcome.same_as else None,
        "changes_nothing": outcome.changes_nothing or outcome.is_refused,
        "years": sorted({year for _indicator, year in taken.groups}),
        "instruments": sorted({one.instrument for one in taken.observations}),
        "peer_figures": len(taken.peers) if outcome.has_new_peers else 0,
    }


def unknown_schools(run, taken):
    """Schools that a person could let in: {code: name} of refused rows whose code has the district's shape."""
    refused = (issue.details for issue in taken.issues if issue.code == "UNKNOWN_SCHOOL")
    return {
        details["code"]: details["name"]
        for details in refused
        if details.get("name") and schools.may_be_ours(details["code"], run.district_code)
    }


def save_with_issues(run, taken):
    run.save()
    run.issues.all().delete()
    found = [taken.refusal, *taken.kept_issues()] if taken.refusal else taken.kept_issues()
    ImportIssue.objects.bulk_create([as_row(run, one) for one in found])


def as_row(run, issue: Issue):
    return ImportIssue(
        run=run,
        line=issue.line,
        column=issue.column[:120],
        code=issue.code,
        details=issue.details,
        text=issue.text.replace("\x00", "")[:300],
    )


def move(run, *, states, **changes):
    """Change the state of a run that is in one of `states`; raise WrongState where it no longer is."""
    moved = ImportRun.objects.filter(pk=run.pk, state__in=states).update(**changes)
    if not moved:
        raise WrongState
    run.refresh_from_db()


def approve(*, run, by):
    """The district's figures were looked at and found right. They are not public yet."""
    move(run, states=[RunState.ENTERED], state=RunState.APPROVED, approved_by=by, approved_at=timezone.now())


def publish(*, run, by):
    """Make approved figures public, as far as the gate lets them."""
    with storing.one_at_a_time():
        move(run, states=[RunState.APPROVED], state=RunState.PUBLISHED, published_by=by, published_at=timezone.now())
        outcome = publication.republish(run=run)
        notices.figures_published(run, by=by)
        return outcome


def undo(*, run, by=None, reason=""):
    """Take a whole import back: what it restated is in force again, what others confirm stays under their name."""
    states = [RunState.ENTERED, RunState.APPROVED, RunState.PUBLISHED]
    with storing.one_at_a_time() as cursor:
        move(run, states=states, state=RunState.UNDONE, undone_by=by, undone_at=timezone.now(), undo_reason=reason)
        groups = set(run.values.order_by().values_list("indicator_id", "fall_year").distinct())
        storing.take_back(cursor, run)
        peers.take_back(run)
        publication.republish(groups=groups)


def first_reason(outcome):
    """Why a file was refused, in one sentence."""
    return sentence(outcome.taken.refusal)
