"""What shows that councils did their duties, and how each duty stands: for one council or for all, in the same queries.

Where the portal holds a record, the duty is read from it and entered nowhere twice: an item or a carried motion of a
meeting with a quorum, an advice, a signed document, an approved compact, a certified election. What else was done is a
`DutyRecord`.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from district import school_years
from governance.duty_catalogue import ADVICE_SHOWS, DUTIES, SIGN_OFF_SHOWS, STATUTORY, Duty, Source
from governance.duty_days import days_of
from governance.duty_states import DONE, SHORT, STATE_KINDS, State, state_of
from governance.models import (
    Advice,
    AgendaItem,
    CompactVersion,
    Council,
    DutyRecord,
    Election,
    Motion,
    SignOff,
)
from governance.models.compacts import DocumentKind
from governance.models.duties import DutyCode
from governance.models.elections import Constituency, ElectionState
from governance.models.meeting_records import Outcome
from governance.models.meetings import is_quorate
from plans.models import SchoolActionPlan

MOST_SHOWN = 2
READ = (DutyCode.NEEDS, DutyCode.PLAN)  # what an item on the action plan is about


@dataclass(frozen=True)
class Evidence:
    """One thing that shows, or leads up to, a duty. `counts`: whether it makes the duty done.

    `page`: name of the page that holds it, its arguments, and the place on it; an address is made only where one is
    shown, for of all councils there are thousands.
    """

    duty: str
    source: Source
    day: date
    what: str
    page: tuple
    counts: bool
    by: str = ""
    file: object = None
    record: object = None
    is_unfinished: bool = False

    @property
    def url(self):
        name, arguments, *place = self.page
        return reverse(name, args=arguments) + "".join(place)


@dataclass
class Standing:
    """A duty of one council in one year: its evidence in the order of the days, when it is due, how it stands."""

    duty: Duty
    due: date | None
    state: State
    evidence: list = field(default_factory=list)
    is_over: bool = True

    @property
    def kind(self):
        return STATE_KINDS[self.state]

    @property
    def label(self):
        """Its state in a word; that nothing arose is said of a running year only where somebody has stated it."""
        if self.state == State.NOTHING and not (self.is_over or self.evidence):
            return _("Nothing so far")
        return self.state.label

    @property
    def short(self):
        return SHORT[self.state]

    @property
    def is_done(self):
        return self.state in DONE

    @property
    def shown(self):
        """The newest evidence, for a table: what counts before what leads up to it."""
        return sorted(self.evidence, key=lambda one: (one.counts, one.day), reverse=True)[:MOST_SHOWN]

    @property
    def more(self):
        return max(len(self.evidence) - MOST_SHOWN, 0)

    @property
    def done_on(self):
        return min((one.day for one in self.evidence if one.counts), default=None)


def evidence_of(council, fall_year):
    """Everything that shows what a council did for its duties in a school year, in the order of the days."""
    return evidence_by_council([council], fall_year)[council.pk]


def standings_of(council, fall_year, today=None):
    """The `Standing` of each duty and power of a council, in their order."""
    return standings_by_council([council], fall_year, today)[council.pk]


def standings_by_council(councils, fall_year, today=None):
    """{council id: its standings}. The same dozen of queries, however many councils there are."""
    today, days = today or timezone.localdate(), days_of(fall_year)
    is_over = today > school_years.last_day(fall_year)
    found = evidence_by_council(councils, fall_year)
    return {pk: standings_from(evidence, days, today, is_over) for pk, evidence in found.items()}


def standings_from(evidence, days, today, is_over):
    """The standings that follow from the evidence of one council. No query."""
    by_duty = defaultdict(list)
    for one in evidence:
        by_duty[one.duty].append(one)
    return [standing_from(duty, by_duty[code], days.get(code), today, is_over) for code, duty in DUTIES.items()]


def standing_from(duty, evidence, due, today, is_over):
    state = state_of(
        duty.recurrence,
        due=due,
        done_on=[one.day for one in evidence if one.counts],
        begun_on=[one.day for one in evidence if one.is_unfinished],
        today=today,
    )
    return Standing(duty, due, state, evidence, is_over)


def statutory(standings):
    """Those of the standings that are duties, not powers."""
    codes = {one.code for one in STATUTORY}
    return [one for one in standings if one.duty.code in codes]


def overdue(standings):
    return [one for one in statutory(standings) if one.state == State.OVERDUE]


# ---------------------------------------------------------------------- evidence, kind by kind


def evidence_by_council(councils, fall_year):
    """{council id: its evidence in the order of the days}. One query for each kind, however many councils."""
    council_of = {council.school_id: council.pk for council in councils}
    code_of = {council.pk: council.school.code for council in councils}
    found = {council.pk: [] for council in councils}
    for read in (
        of_items, of_motions, of_advices, of_plans, of_sign_offs, of_compacts, of_elections, of_records,
    ):  # fmt: skip
        for pk, one in read(council_of, code_of, fall_year):
            found[pk].append(one)
    for pk, evidence in found.items():
        found[pk] = sorted(evidence, key=lambda one: (one.day, one.duty))
    return found


def days_in(fall_year):
    return school_years.first_day(fall_year), school_years.last_day(fall_year)


def at_valid_meetings(prefix, council_of, fall_year):
    """A condition: at a meeting under the law, held with a quorum in this year by one of these councils."""
    asked = {f"{prefix}council__in": council_of.values(), f"{prefix}held_on__range": days_in(fall_year)}
    return is_quorate(prefix) & Q(**asked)


def page_of(meeting):
    return ("governance:meeting", [meeting.pk])


def duties_of_item(item):
    """Which duties an item of an agenda is about."""
    if item.action_plan_id:
        return {*READ, *([item.duty] if item.duty else [])}
    return {item.duty} if item.duty else set()


def of_items(council_of, code_of, fall_year):
    items = AgendaItem.objects.filter(at_valid_meetings("meeting__", council_of, fall_year))
    items = items.exclude(duty="", action_plan=None).select_related("meeting")
    for item in items.order_by("meeting__held_on", "pk"):
        meeting = item.meeting
        for code in duties_of_item(item):
            counts = Source.ITEM in DUTIES[code].counts
            yield (
                meeting.council_id,
                Evidence(code, Source.ITEM, meeting.held_on, str(item), page_of(meeting), counts),
            )


def of_motions(council_of, code_of, fall_year):
    """Carried motions; the minimum for the result was checked when the vote was closed (`governance.quorum`)."""
    motions = Motion.objects.filter(at_valid_meetings("meeting__", council_of, fall_year), outcome=Outcome.CARRIED)
    motions = motions.exclude(item=None).exclude(item__duty="", item__action_plan=None)
    for motion in motions.select_related("meeting", "item").order_by("meeting__held_on", "number"):
        meeting = motion.meeting
        page = (*page_of(meeting), f"#motion-{motion.number}")
        for code in duties_of_item(motion.item):
            counts = Source.MOTION in DUTIES[code].counts
            yield meeting.council_id, Evidence(code, Source.MOTION, meeting.held_on, motion.text, page, counts)


def of_advices(council_of, code_of, fall_year):
    advices = Advice.objects.filter(school__in=council_of, fall_year=fall_year).order_by("given_on", "pk")
    for advice in advices:
        council = council_of[advice.school_id]
        page = ("governance:advice", [code_of[council], advice.pk])
        for code in ADVICE_SHOWS[advice.kind]:
            counts = Source.ADVICE in DUTIES[code].counts
            yield council, Evidence(code, Source.ADVICE, advice.given_on, str(advice), page, counts)


def of_plans(council_of, code_of, fall_year):
    """Advice that was written into the action plan by hand: no motion of it is kept."""
    plans = SchoolActionPlan.objects.filter(school__in=council_of, fall_year=fall_year).exclude(advice="")
    for plan in plans.filter(council_advices=None).only("school", "fall_year", "advice_on"):
        council = council_of[plan.school_id]
        page = ("plans:action-plan", [code_of[council], fall_year], "#advice")
        for code in ADVICE_SHOWS["PLAN"]:
            words = _("Advice in the action plan")
            yield council, Evidence(code, Source.ADVICE, plan.advice_on, words, page, counts=True)


def of_sign_offs(council_of, code_of, fall_year):
    """Signed documents count from the day of the vote; a refused or missing signature leads nowhere, but is shown."""
    found = SignOff.objects.filter(council__in=council_of.values(), fall_year=fall_year).exclude(stance="")
    for one in found.select_related("motion__meeting", "decided_by"):
        day = one.motion.meeting.held_on if one.motion else timezone.localdate(one.decided_at)
        page = ("governance:sign-off", [code_of[one.council_id], one.pk])
        what = f"{one}: {one.get_stance_display()}"
        yield (
            one.council_id,
            Evidence(SIGN_OFF_SHOWS[one.kind], Source.SIGN_OFF, day, what, page, one.is_signed, str(one.decided_by)),
        )


def of_compacts(council_of, code_of, fall_year):
    """Compacts and engagement policies that the council approved; an approval that was undone shows nothing."""
    versions = CompactVersion.objects.approved().filter(compact__school__in=council_of, compact__fall_year=fall_year)
    for version in versions.select_related("compact__school").order_by("approved_on", "number"):
        duty = DutyCode.POLICY if version.compact.kind == DocumentKind.POLICY else DutyCode.COMPACT
        what = _("%(document)s, version %(number)s") % {"document": version.compact.title, "number": version.number}
        council = council_of[version.compact.school_id]
        page = ("governance:compact", list(version.compact.key))
        yield council, Evidence(duty, Source.COMPACT, version.approved_on, what, page, counts=True)


def of_elections(council_of, code_of, fall_year):
    """Elections by parents, which need the records of parents. One that is running is not finished."""
    elections = Election.objects.filter(
        council__in=council_of.values(),
        constituency=Constituency.PARENTS,
        voting_until__range=days_in(fall_year),
    ).exclude(state__in=[ElectionState.CANCELLED, ElectionState.PREPARED])
    for one in elections:
        is_certified = one.state == ElectionState.CERTIFIED
        page = ("governance:election", [code_of[one.council_id], one.pk])
        day = (one.certified_on or one.voting_until) if is_certified else one.nominations_from
        what = _("%(election)s: counts only, no list of voters") % {"election": one}
        yield (
            one.council_id,
            Evidence(DutyCode.RECORDS, Source.ELECTION, day, what, page, is_certified, is_unfinished=not is_certified),
        )


def of_records(council_of, code_of, fall_year):
    """What was recorded by hand. Interviews count once the report has gone; that nothing arose is shown, no more."""
    records = DutyRecord.objects.filter(council__in=council_of.values(), fall_year=fall_year)
    for one in records.select_related("recorded_by", "evidence"):
        is_interview = one.kind == DutyRecord.Kind.INTERVIEW
        is_unfinished = is_interview and one.report_sent_on is None
        page = ("governance:duty", [code_of[one.council_id], fall_year, one.duty])
        day = one.report_sent_on if is_interview and one.report_sent_on else one.on
        yield (
            one.council_id,
            Evidence(
                one.duty,
                Source.RECORD,
                day,
                one.text,
                page,
                counts=not is_unfinished and one.kind != DutyRecord.Kind.NOTHING,
                by=str(one.recorded_by),
                file=one.evidence,
                record=one,
                is_unfinished=is_unfinished,
            ),
        )


# ---------------------------------------------------------------------- all councils


def councils_open_in(fall_year):
    """Councils of schools that are open in a year, by name."""
    first, last = days_in(fall_year)
    councils = Council.objects.exclude(school__closed_on__lt=first).exclude(school__opened_on__gt=last)
    return councils.select_related("school", "model").order_by("school__name", "pk")
