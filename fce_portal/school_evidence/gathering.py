"""Reads what shows each requirement, from the records that are there anyway; a fixed number of queries."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format, localize
from django.utils.text import slugify
from django.utils.translation import gettext as _

from district import school_years
from fce_portal.school_evidence.requirements import REQUIREMENTS, Part, Requirement
from governance import duties
from governance.compacts.printed import sheet
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
from plans.title_one.books import title_one_schools

KINDS = {
    "annual-meeting": (ActivityType.TITLE1_ANNUAL_MEETING,),
    "families": (ActivityType.WORKSHOP, ActivityType.JOINT_TRAINING),
    "staff": (ActivityType.STAFF_PD, ActivityType.JOINT_TRAINING),
}


@dataclass(frozen=True)
class Shown:
    """One thing that shows a requirement. It may have a file: a stored one (`evidence`), or one that `content` makes
    (bytes) under `name`. Making one takes a third of a second, so it happens in the job."""

    what: str
    day: date
    name: str = ""
    content: Callable | None = None
    evidence: object = None

    @property
    def has_file(self):
        return bool(self.content or self.evidence)


@dataclass
class Standing:
    """`applies`: whether it is asked of this school at all; Title I asks only of the schools that it serves."""

    requirement: Requirement
    shown: list
    applies: bool = True

    @property
    def is_missing(self):
        return self.applies and not self.shown and not self.requirement.is_optional


def standings(school, fall_year):
    """The `Standing` of every requirement, what shows it in the order of the days."""
    found = {one.code: [] for one in REQUIREMENTS}
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
        found[code].append(shown)
    is_served = title_one_schools(fall_year).filter(pk=school.pk).exists()
    return [
        Standing(
            one,
            sorted(found[one.code], key=lambda shown: shown.day),
            is_served if one.part == Part.TITLE_ONE else council is not None,
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
        words = {"amount": localize(share.amount), "carried": localize(share.carried_over)}
        what = _("Share of this year: $%(amount)s; left of the year before: $%(carried)s") % words
        yield "reserve", Shown(what, share.budget.stated_on)
    for one in SpendingEntry.objects.filter(school=school, budget__school_year=fall_year).select_related("category"):
        words = {"what": one.what, "amount": localize(one.amount), "reference": one.reference}
        yield "reserve", Shown(_("%(what)s: $%(amount)s, invoice %(reference)s") % words, one.spent_on)


# ------------------------------------------------------------------ the council


def of_meetings(council, fall_year):
    meetings = CouncilMeeting.objects.filter(council=council, held_on__range=days_in(fall_year))
    meetings = meetings.exclude(state=MeetingState.CANCELLED).select_related("council__school", "minutes")
    for one in meetings.prefetch_related("postings", "items", "motions__votes", "corrections__by"):
        for code, kind in (("notices", "NOTICE"), ("notices", "AGENDA"), ("minutes", "MINUTES"), ("votes", "VOTES")):
            yield from of_paper(one, code, kind)


def of_paper(meeting, code, kind):
    """A posting with its moment, and the paper that was posted where the portal has it."""
    posting = next((one for one in meeting.postings.all() if one.kind == kind), None)
    if posting is None:
        return
    paper = PAPERS.get(kind.lower())
    posted = timezone.localtime(posting.posted_at)
    words = {
        "what": posting.get_kind_display(),
        "meeting": meeting,
        "moment": date_format(posted, "SHORT_DATETIME_FORMAT"),
    }
    what = _("%(what)s, %(meeting)s: posted %(moment)s") % words
    if kind == "VOTES":
        decided = [f"{one.text} ({one.get_outcome_display()})" for one in meeting.motions.all() if one.outcome]
        what = "; ".join([what, *decided])
    content = None
    if paper and paper.exists(meeting) and paper.is_public(meeting):
        content = lambda: paper.document(meeting).pdf()  # noqa: E731
    yield code, Shown(what, posted.date(), f"{kind.lower()}-{meeting.held_on}.pdf" if content else "", content)


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
