"""Reads what shows each requirement, from the records that are there anyway; a fixed number of queries."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format, localize
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district import school_years
from fce_portal.school_evidence.requirements import REQUIREMENTS, Part, Requirement
from governance import clocks, duties
from governance.compacts.printed import sheet
from governance.deadlines import Calendar, deadlines_of
from governance.duty_catalogue import Source
from governance.models import CompactHandedOut, CompactTalks, CompactVersion, Council, CouncilMeeting, SignOff
from governance.models.compacts import IN_FORCE, DocumentKind
from governance.models.meetings import MeetingState
from governance.printing.meetings import PAPERS
from governance.printing.sign_offs import sign_off_document
from partnerships.activity_types import ActivityType
from partnerships.models import Activity, SurveyPlace
from partnerships.models.instruments import Audience
from partnerships.models.surveys import SurveyState
from plans.models import SchoolAllocation, SpendingEntry
from plans.money import dollars
from plans.title_one.books import title_one_schools

KINDS = {
    "annual-meeting": (ActivityType.TITLE1_ANNUAL_MEETING,),
    "families": (ActivityType.WORKSHOP, ActivityType.JOINT_TRAINING),
    "staff": (ActivityType.STAFF_PD, ActivityType.JOINT_TRAINING),
}


@dataclass(frozen=True)
class Shown:
    """One thing that shows a requirement, in time or late. It may have a file: a stored one (`evidence`), or one that
    `content` makes (bytes) under `name`. Making one takes a third of a second, so it happens in the job."""

    what: str
    day: date
    name: str = ""
    content: Callable | None = None
    evidence: object = None
    is_late: bool = False

    @property
    def has_file(self):
        return bool(self.content or self.evidence)


@dataclass(frozen=True)
class Wanting:
    """One thing that should be there by now and is not: a paper of a meeting, and by when it was due."""

    what: str
    day: date


class State(models.TextChoices):
    ON_RECORD = "ON_RECORD", gettext_lazy("On record")
    PARTLY = "PARTLY", gettext_lazy("Late or not all there")
    MISSING = "MISSING", gettext_lazy("Missing")
    NOTHING = "NOTHING", gettext_lazy("Nothing recorded")


STATE_KINDS = {State.ON_RECORD: "good", State.PARTLY: "warn", State.MISSING: "bad", State.NOTHING: "neutral"}


@dataclass
class Standing:
    """`applies`: whether it is asked of this school at all; Title I asks only of the schools that it serves."""

    requirement: Requirement
    shown: list
    applies: bool = True
    wanting: list = field(default_factory=list)

    @property
    def is_missing(self):
        return self.applies and not self.shown and not self.requirement.is_optional

    @property
    def state(self):
        if self.is_missing:
            return State.MISSING
        if self.wanting or any(one.is_late for one in self.shown):
            return State.PARTLY
        return State.ON_RECORD if self.shown else State.NOTHING

    @property
    def state_kind(self):
        return STATE_KINDS[self.state]


def standings(school, fall_year):
    """The `Standing` of every requirement; what shows it, and what is wanting, in the order of the days."""
    found = {one.code: [] for one in REQUIREMENTS}
    wanting = {one.code: [] for one in REQUIREMENTS}
    council = Council.objects.filter(school=school).select_related("school", "model").first()
    for code, shown in (
        *of_texts(school, fall_year),
        *of_distribution(school, fall_year),
        *of_activities(school, fall_year),
        *of_surveys(school, fall_year),
        *of_money(school, fall_year),
        *(of_meetings(council, fall_year) if council else ()),
        *(of_duties(council, fall_year) if council else ()),
    ):
        (wanting if isinstance(shown, Wanting) else found)[code].append(shown)
    is_served = title_one_schools(fall_year).filter(pk=school.pk).exists()
    return [
        Standing(
            one,
            sorted(found[one.code], key=lambda shown: shown.day),
            is_served if one.part == Part.TITLE_ONE else council is not None,
            sorted(wanting[one.code], key=lambda wanted: wanted.day),
        )
        for one in REQUIREMENTS
    ]


def days_in(fall_year):
    return school_years.first_day(fall_year), school_years.last_day(fall_year)


# ------------------------------------------------------------------ Title I


def of_texts(school, fall_year):
    """Policies and compacts that a council approved, in force or ended since."""
    versions = CompactVersion.objects.filter(compact__school=school, compact__fall_year=fall_year)
    versions = versions.exclude(approved_on=None).select_related("compact__school")
    for one in versions:
        code = "policy" if one.compact.kind == DocumentKind.POLICY else "compact"
        state = one.get_state_display() if one.state in IN_FORCE else one.get_ending_display()
        words = {"document": one.compact.title, "number": one.number, "state": state}
        what = _("%(document)s, version %(number)s: approved, %(state)s") % words
        yield code, Shown(what, one.approved_on, f"{code}-{one.number}.pdf", lambda one=one: sheet(one, "en", {}).pdf())


def of_distribution(school, fall_year):
    given = CompactHandedOut.objects.filter(school=school, version__compact__fall_year=fall_year)
    for one in given.select_related("version__compact", "language"):
        words = {
            "document": one.version.compact.get_kind_display(),
            "channel": one.get_channel_display(),
            "language": one.language,
            "copies": localize(one.copies_total),
        }
        yield (
            "distribution",
            Shown(_("%(document)s: %(channel)s, %(language)s, %(copies)s copies") % words, one.given_on),
        )
    talks = CompactTalks.objects.filter(school=school, version__compact__fall_year=fall_year)
    for one in talks:
        words = {"grade": one.get_grade_display(), "discussed": one.discussed_total, "held": one.held_total}
        what = _("Grade %(grade)s: talked through in %(discussed)s of %(held)s conferences") % words
        yield "conferences", Shown(what, one.held_on)


def of_activities(school, fall_year):
    """Activities with the count of families or staff; what families signed is not kept here, only how many came."""
    kinds = {kind for chosen in KINDS.values() for kind in chosen}
    held = Activity.objects.kept().filter(
        school=school, activity_type__in=kinds, held_on__range=days_in(fall_year)
    ).select_related("evidence")  # fmt: skip
    for one in held:
        counts = [
            _("%(count)s families") % {"count": localize(one.families_total)} if one.families_total is not None else "",
            _("%(count)s staff") % {"count": localize(one.staff_total)} if one.staff_total is not None else "",
        ]
        what = ", ".join([str(one), *filter(None, counts)])
        for code, chosen in KINDS.items():
            if one.activity_type in chosen:
                yield code, Shown(what, one.held_on, evidence=one.evidence)


def of_surveys(school, fall_year):
    """Surveys of families at the school that are over; results stay where the gate shows them."""
    places = SurveyPlace.objects.filter(
        school=school,
        survey__fall_year=fall_year,
        survey__version__instrument__audience=Audience.FAMILIES,
        survey__state__in=[SurveyState.CLOSED, SurveyState.PUBLISHED],
    )
    for one in places.select_related("survey"):
        yield "survey", Shown(str(one.survey.name), one.survey.closes_on)


def of_money(school, fall_year):
    share = (
        SchoolAllocation.objects.filter(school=school, budget__school_year=fall_year).select_related("budget").first()
    )
    if share:
        words = {"amount": dollars(share.amount), "carried": dollars(share.carried_over)}
        what = _("Share of this year: %(amount)s; left of the year before: %(carried)s") % words
        yield "reserve", Shown(what, share.budget.stated_on)
    for one in SpendingEntry.objects.filter(school=school, budget__school_year=fall_year).select_related("category"):
        words = {"what": one.what, "amount": dollars(one.amount), "reference": one.reference}
        if one.reverses_id:
            what = _("Reversal of %(what)s: %(amount)s, invoice %(reference)s") % words
        else:
            what = _("%(what)s: %(amount)s, invoice %(reference)s") % words
        yield "reserve", Shown(what, one.spent_on)


# ------------------------------------------------------------------ the council


PAPERS_OF = {"notices": ("NOTICE", "AGENDA"), "minutes": ("MINUTES",), "votes": ("VOTES",)}


def of_meetings(council, fall_year):
    """What was posted of each meeting, in time or late, and what should be posted by now and is not."""
    meetings = CouncilMeeting.objects.filter(council=council, held_on__range=days_in(fall_year))
    meetings = meetings.exclude(state=MeetingState.CANCELLED).select_related("council__school", "minutes")
    calendar = Calendar()
    for one in meetings.prefetch_related("postings", "items", "motions__votes", "corrections__by"):
        postings = {posting.kind: posting for posting in one.postings.all()}
        due = deadlines_of(one, postings, calendar=calendar, has_votes=bool(one.motions.all()))
        deadlines = {deadline.kind: deadline for deadline in due}
        for code, kinds in PAPERS_OF.items():
            for kind in kinds:
                found = of_paper(one, postings.get(kind), deadlines.get(kind))
                if found:
                    yield code, found


def of_paper(meeting, posting, deadline):
    """A posting with its moment, and the paper that was posted where the portal has it; or that it is wanting."""
    if posting is None:
        return wanting_paper(meeting, deadline)
    kind, paper = posting.kind, PAPERS.get(posting.kind.lower())
    posted = timezone.localtime(posting.posted_at)
    words = {
        "what": posting.get_kind_display(),
        "meeting": meeting,
        "moment": date_format(posted, "SHORT_DATETIME_FORMAT"),
    }
    is_late = deadline is not None and deadline.standing == clocks.Standing.LATE
    what = (
        _("%(what)s, %(meeting)s: posted late, %(moment)s") % words
        if is_late
        else _("%(what)s, %(meeting)s: posted %(moment)s") % words
    )
    if kind == "VOTES":
        decided = [f"{one.text} ({one.get_outcome_display()})" for one in meeting.motions.all() if one.outcome]
        what = "; ".join([what, *decided])
    content = None
    if paper and paper.exists(meeting) and paper.is_public(meeting):
        content = lambda: paper.document(meeting).pdf()  # noqa: E731
    name = f"{kind.lower()}-{meeting.held_on}.pdf" if content else ""
    return Shown(what, posted.date(), name, content, is_late=is_late)


def wanting_paper(meeting, deadline):
    """What the law wanted posted of a meeting by now and nobody posted; None where it wants nothing yet."""
    if deadline is None or deadline.standing != clocks.Standing.OVERDUE:
        return None
    due = timezone.localtime(deadline.due_at)
    words = {
        "what": deadline.what,
        "meeting": meeting,
        "moment": date_format(due, "SHORT_DATE_FORMAT" if deadline.by_day else "SHORT_DATETIME_FORMAT"),
    }
    return Wanting(_("%(what)s, %(meeting)s: not posted, was due %(moment)s") % words, due.date())


def of_duties(council, fall_year):
    signed = {one.pk: one for one in SignOff.objects.filter(council=council, fall_year=fall_year)
              .select_related("council__school", "evidence", "advice", "motion")}  # fmt: skip
    for one in duties.evidence_of(council, fall_year):
        if not one.counts:
            continue
        code, name, content = f"duty-{one.duty.lower()}", "", None
        if one.source == Source.SIGN_OFF:
            form = signed[one.page[1][1]]
            name = f"sign-off-{slugify(form.title)[:40]}-{form.pk}.pdf"
            content = lambda form=form: sign_off_document(form).pdf()  # noqa: E731
            if form.evidence:
                yield code, Shown(form.title, form.dated_on, evidence=form.evidence)
        yield code, Shown(one.what, one.day, name, content, one.file)
