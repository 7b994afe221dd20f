"""All councils as they are today: people, meetings, papers; and whom to call, with the reason in words."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from django.db.models import Count, Max, Min, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from district import school_years
from district.models import SchoolProfile
from district.models.schools import SupportTier
from district.portal_settings import known
from district.working_days import is_summer
from governance import composition, dues, duties
from governance.clocks import Standing
from governance.deadlines import Calendar, deadlines_of
from governance.duty_states import State
from governance.models import Council, CouncilMeeting, CouncilReminder
from governance.models.meetings import PostingKind, is_coming, is_held, is_quorate
from governance.models.seats import OfficeRole
from governance.training import standing as training

LOOK_BACK = timedelta(days=120)  # what is older is a matter for the council's page
LOOK_AHEAD = timedelta(days=14)
MOST_CALLS = 4  # shown of one council
KINDS = {"bad": 0, "warn": 1, "waiting": 2}


@dataclass(frozen=True)
class Call:
    """A reason to call a council: how pressing (`bad`, `warn`, `waiting`), in words, where to look, since when."""

    kind: str
    words: str
    path: str
    day: date | None = None


@dataclass
class CouncilToday:
    report: composition.Report
    day: date
    tier: str = ""
    held: int = 0
    quorate: int = 0
    minutes_due: int = 0
    minutes_on_time: int = 0
    next_on: date | None = None
    last: list = field(default_factory=list)  # whether each of the last two meetings had a quorum
    dues: list = field(default_factory=list)
    duties: list = field(default_factory=list)  # how the statutory duties of this year stand
    reminded_at: object = None
    further: list = field(default_factory=list)

    @cached_property
    def calls(self):
        """Why to call this council, the most pressing reason first, in the language in force."""
        return sorted_calls(self)

    @property
    def council(self):
        return self.report.council

    @property
    def school(self):
        return self.report.council.school

    @property
    def standing(self):
        return self.report.standing

    @property
    def tier_words(self):
        return SupportTier(self.tier).label if self.tier else ""

    @property
    def chair(self):
        """Whom to call first: the chair, else whoever holds the principal's seat; None where there is neither."""
        for office in self.standing.officers:
            if office.role == OfficeRole.CHAIR:
                return office.term
        return next((term for term in self.standing.terms if term.kind == "ADMIN"), None)

    @property
    def is_pressing(self):
        return any(call.kind != "waiting" for call in self.calls)

    @property
    def first_calls(self):
        return self.calls[:MOST_CALLS]

    @property
    def calls_left(self):
        return max(len(self.calls) - MOST_CALLS, 0)


def councils_today(councils, today):
    """A `CouncilToday` for each council, in their order. The same 40 queries at most, however many there are."""
    found = {report.council.pk: CouncilToday(report, today) for report in composition.reports(councils, today)}
    ids = list(found)
    schools = {one.council.school_id: one for one in found.values()}
    for school, tier in SchoolProfile.objects.on(today).filter(school__in=schools).values_list("school", "tier"):
        schools[school].tier = tier
    add_meetings(found, ids, today)
    add_minutes(found, ids, today)
    reminded = CouncilReminder.objects.filter(council__in=ids).order_by().values("council").annotate(at=Max("at"))
    for row in reminded:
        found[row["council"]].reminded_at = row["at"]
    for due in dues.open_dues([one.council for one in found.values()], today - LOOK_BACK, today + LOOK_AHEAD):
        found[due.council.pk].dues.append(due)
    for pk, last in last_two(ids, today).items():
        found[pk].last = last
    add_duties(found, today)
    for label, said in FURTHER:
        words = said(list(found.values()), today)
        for pk, one in found.items():
            one.further.append((label, words.get(pk, "")))
    return list(found.values())


def duties_in_words(rows, today):
    """{council id: how many of this year's statutory duties are done, and overdue}."""
    return {one.council.pk: words_of(one.duties) for one in rows}


def words_of(standings):
    annual = [one for one in standings if one.due]
    words = _("%(done)s of %(total)s") % {"done": sum(one.is_done for one in annual), "total": len(annual)}
    overdue = sum(one.state == State.OVERDUE for one in annual)
    return _("%(words)s, %(total)s overdue") % {"words": words, "total": overdue} if overdue else words


def training_in_words(rows, today):
    """{council id: how many of the trainings that are asked of its people are done}."""
    councils = [one.council for one in rows]
    counts = training.by_school(today, schools=[council.school_id for council in councils])
    found = {council.pk: counts.get(council.school_id) for council in councils}
    return {
        pk: _("%(done)s of %(total)s") % {"done": count.done, "total": count.asked} if count else ""
        for pk, count in found.items()
    }


# Columns of other parts of the portal: (label, function of rows and day that gives {council id: words}); each costs
# the same few queries for any number of councils.
FURTHER = [(gettext_lazy("Duties done"), duties_in_words), (gettext_lazy("Trainings done"), training_in_words)]


def this_year(today):
    fall_year = school_years.fall_year_of(today)
    return school_years.first_day(fall_year), min(school_years.last_day(fall_year), today)


def add_duties(found, today):
    councils = [one.council for one in found.values()]
    standings = duties.standings_by_council(councils, school_years.fall_year_of(today), today)
    for pk, of_council in standings.items():
        found[pk].duties = duties.statutory(of_council)


def add_meetings(found, ids, today):
    in_this_year = Q(meetings__held_on__range=this_year(today))
    held, quorate = in_this_year & is_held("meetings__"), in_this_year & is_quorate("meetings__")
    coming = is_coming("meetings__") & Q(meetings__held_on__gte=today)
    rows = Council.objects.filter(pk__in=ids).order_by()
    rows = rows.annotate(
        held_total=Count("meetings", filter=held),
        quorate_total=Count("meetings", filter=quorate),
        next_on=Min("meetings__held_on", filter=coming),
    ).values_list("pk", "held_total", "quorate_total", "next_on")
    for pk, held_total, quorate_total, next_on in rows:
        one = found[pk]
        one.held, one.quorate, one.next_on = held_total, quorate_total, next_on


def add_minutes(found, ids, today):
    """Of this year's meetings that are run here: how many minutes were due by now, and how many were in time."""
    calendar = Calendar()
    meetings = CouncilMeeting.objects.held().filter(council__in=ids, held_on__range=this_year(today))
    for meeting in meetings.exclude(starts_at=None).prefetch_related("postings"):
        postings = {one.kind: one for one in meeting.postings.all()}
        for clock in deadlines_of(meeting, postings, calendar=calendar):
            if clock.kind == PostingKind.MINUTES and clock.standing != Standing.RUNNING:
                found[meeting.council_id].minutes_due += 1
                found[meeting.council_id].minutes_on_time += clock.standing == Standing.ON_TIME


def last_two(ids, today):
    """{council id: whether each of its last two meetings had a quorum, the newest first}. One query."""
    rows = CouncilMeeting.objects.held().filter(council__in=ids, held_on__range=(today - LOOK_BACK, today))
    rows = rows.order_by("council", "-held_on", "-pk")
    found = {}
    for pk, present, quorum in rows.values_list("council", "voting_present", "quorum_required"):
        kept = found.setdefault(pk, [])
        if len(kept) < 2:
            kept.append(present >= quorum)
    return found


def sorted_calls(one):
    return sorted(calls_of(one), key=lambda call: KINDS[call.kind])


def calls_of(one):
    """Why to call this council today."""
    today = one.day
    path = one.council.get_absolute_url()
    for due in one.dues:
        day = date_format(due.day, "SHORT_DATE_FORMAT")
        if due.day < today:
            yield Call(
                "bad", _("Overdue since %(day)s: %(what)s.") % {"day": day, "what": due.words}, due.path, due.day
            )
        else:
            yield Call("waiting", _("By %(day)s: %(what)s.") % {"day": day, "what": due.words}, due.path, due.day)
    if late := duties.overdue(one.duties):
        words = ngettext(
            "%(total)s duty of the law is overdue: %(names)s.",
            "%(total)s duties of the law are overdue: %(names)s.",
            len(late),
        )
        names = ", ".join(str(standing.duty.name) for standing in late)
        page = reverse("governance:duties", args=[one.school.code])
        yield Call("bad", words % {"total": len(late), "names": names}, page, min(standing.due for standing in late))
    if len(one.last) == 2 and not any(one.last):
        yield Call("warn", _("Its last two meetings had no quorum."), f"{path}#meetings-title")
    if one.next_on is None and not is_summer(today):
        met = one.report.last_met
        if met is None:
            yield Call("warn", _("No meeting of it is recorded, and none is planned."), path)
        elif not composition.met_lately(met, today):
            words = _("It last met on %(day)s, and no meeting is planned.") % {"day": date_format(met)}
            yield Call("warn", words, path, met)
    if not any(office.role == OfficeRole.CHAIR for office in one.standing.officers):
        yield Call("warn", _("It has no chair."), f"{path}#officers-title")
    after = known().vacancy_days
    long = [place for place in one.report.vacant if (today - place.vacant_since).days >= after]
    if long:
        words = ngettext(
            "%(total)s seat has been vacant for over %(days)s days.",
            "%(total)s seats have been vacant for over %(days)s days.",
            len(long),
        )
        yield Call("warn", words % {"total": len(long), "days": after}, f"{path}#seats-title", long[0].vacant_since)
