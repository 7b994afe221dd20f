"""Council meetings of this school year with everything that belongs to them, at some councils: the home school's first.

Other councils keep meetings of which only the counts are known, as a district has that begins with the portal.
"""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from district import school_years
from district.models import User
from fce_portal.demo.councils import MEETING_MONTHS
from fce_portal.demo.days import is_school_day
from fce_portal.demo.people import HOME_SCHOOL
from governance import attendance, meetings, minutes, waiting
from governance.members import quorum_on
from governance.models import (
    AgendaItem,
    Attendance,
    Council,
    CouncilAdvice,
    CouncilMeeting,
    Motion,
    Posting,
    ScheduleFiling,
    SeatTerm,
    Vote,
)
from governance.models.meetings import MeetingState, PostingKind
from governance.quorum import outcome_of
from plans.models import SchoolActionPlan

BUDGET = "Draft of the school budget"
BUDGET_MONTHS = (11, 12, 1)
COUNCILS = 9  # besides the home school's
PLACES = ("Library", "Family center", "Room 104", "Cafeteria")
JOINING = "Open the link a few minutes early. Raise your hand or write in the chat to speak; nobody has to register."
# item, in Spanish, what was said, motion; each comes up once a year in a council
BUSINESS = (
    (
        "Attendance: what families tell us",
        "Asistencia: lo que nos dicen las familias",
        "The attendance team showed the figures by month. Parents asked for early calls, in Spanish.",
        "The council asks the school to call families in their language on the first day of absence.",
    ),
    (
        BUDGET,
        "Borrador del presupuesto de la escuela",
        "The principal walked through the draft. Members asked what the family center costs.",
        "The council advises to keep the family resource aide and to budget interpreters for every evening.",
    ),
    (
        "Family reading evenings",
        "Noches de lectura en familia",
        "Two evenings are planned. A member offered to find books in Spanish and Karen.",
        "The council supports two reading evenings in two languages and asks for child care at both.",
    ),
    (
        "Safe way to school",
        "Camino seguro a la escuela",
        "Parents named two crossings without a guard. The principal will write to the city.",
        "The council asks the district for a crossing guard at both corners.",
    ),
    (
        "Homework that families understand",
        "Tareas que las familias entienden",
        "Parents brought three sheets that they could not explain. Teachers tried to say them in one sentence.",
        "The council advises to begin each homework sheet with one sentence in English and in Spanish.",
    ),
    (
        "Clubs after school",
        "Clubes después de clases",
        "Places in the clubs are gone in two days. Parents who work late hear of them too late.",
        "The council advises to draw lots for the places in the clubs instead of the first come.",
    ),
    (
        "Lunch and recess",
        "Almuerzo y recreo",
        "The student members asked for more time to eat. Twenty minutes include the line.",
        "The council asks for ten minutes more between lunch and class.",
    ),
    (
        "Messages to families",
        "Mensajes a las familias",
        "Families get letters, calls, texts and three apps. Nobody knows where to look.",
        "The council asks for one text message a week, on Fridays, in the language of the family.",
    ),
    (
        "Conferences with families",
        "Conferencias con las familias",
        "Parents said that ten minutes are short with an interpreter.",
        "The council advises to plan twenty minutes where a family asks for an interpreter.",
    ),
    (
        "Parents in the classroom",
        "Madres y padres en el aula",
        "Some wait a month for the check of volunteers. The office showed the steps.",
        "The council asks for a sheet that says in two languages how one becomes a volunteer.",
    ),
    (
        "Hours of the family center",
        "Horario del centro de familias",
        "The center closes at three. Most who would come work until then.",
        "The council asks to open the family center until six on two days a week.",
    ),
    (
        "Books at home",
        "Libros en casa",
        "The library counted how many books went home. Younger grades take more than older ones.",
        "The council advises to let every student take home two books over each recess.",
    ),
)


def make_meetings(rng, people, today):
    """Fill this school year's meetings of some councils; a council without members keeps its counts."""
    central = User.objects.get(pk=people.central)
    filled = set(SeatTerm.objects.on(today).values_list("council", flat=True))
    councils = [one for one in Council.objects.select_related("school", "model") if one.pk in filled]
    home = [one for one in councils if one.school.code == HOME_SCHOOL]
    others = [one for one in councils if one.school.code != HOME_SCHOOL]
    file_schedules(rng, councils, today, central)
    for place, council in enumerate([*home, *rng.sample(others, min(COUNCILS, len(others)))]):
        by = User.objects.filter(pk=people.principals.get(council.school_id)).first() or central
        make_year(rng, council, by, today, is_home=place == 0)


def file_schedules(rng, councils, today, central):
    """Most schedules are filed in time, some late, some not at all."""
    for council in councils:
        days = rng.choices([20, 29, 45, None], weights=[6, 3, 1, 1])[0]
        if days:
            day = today.replace(month=1, day=1) + timedelta(days=days)
            if day <= today:
                ScheduleFiling.objects.create(council=council, year=today.year, filed_on=day, recorded_by=central)


def make_year(rng, council, by, today, *, is_home):
    days = days_of_year(rng, council, today)
    business = Business(rng, len(days))
    for place, day in enumerate(days):
        is_last = place == len(days) - 1
        mode = "HYBRID" if place == 1 else "IN_PERSON"
        hold(rng, council, by, day, business.of(day), posts_minutes=not (is_last and is_home), mode=mode)
    plan_next(rng, council, by, today, business, is_home)


def days_of_year(rng, council, today):
    """When the council has met this school year: on the days that are known, at least three so far as months allow."""
    fall_year = school_years.fall_year_of(today)
    last = today - timedelta(days=5)
    known = council.meetings.held().filter(held_on__range=(school_years.first_day(fall_year), today))
    days = {day for day in known.values_list("held_on", flat=True) if day <= last}
    known.delete()
    begun = date(fall_year, 9, 1)
    free = [begun + timedelta(days=number) for number in range(max(0, (last - begun).days + 1))]
    free = [day for day in free if is_school_day(day) and day.month in MEETING_MONTHS]
    while len(days) < 3 and (free := [day for day in free if day.month not in {one.month for one in days}]):
        days.add(rng.choice(free))
    return sorted(days)


class Business:
    """What a council talks about in a year: no topic twice, and the budget while it is drawn up."""

    def __init__(self, rng, meetings_total):
        self.left = rng.sample(BUSINESS, len(BUSINESS))
        self.meetings_total = meetings_total

    def of(self, day, most=2):
        fitting = [one for one in self.left if one[0] != BUDGET or day.month in BUDGET_MONTHS]
        share = len(self.left) // (self.meetings_total + 1)  # one more is planned
        chosen = fitting[: max(1, min(most, share))]
        self.left = [one for one in self.left if one not in chosen]
        return chosen


def new_meeting(rng, council, by, day, mode):
    is_remote = mode != "IN_PERSON"
    meeting = CouncilMeeting(
        council=council,
        held_on=day,
        starts_at=time(rng.choice([17, 18]), rng.choice([0, 30])),
        mode=mode,
        place=rng.choice(PLACES),
        link="https://meet.example.org/council" if is_remote else "",
        joining=JOINING if is_remote else "",
        interpretation="Spanish",
    )
    return meetings.schedule(meeting, by=by)


def moment(day, clock):
    return timezone.make_aware(datetime.combine(day, clock))


def post(meeting, kind, at, by):
    """Made public at a moment of the past, and told to the portal at once."""
    at = min(at, timezone.now() - timedelta(minutes=5))
    posting = Posting.objects.create(meeting=meeting, kind=kind, posted_at=at, where="School door", recorded_by=by)
    Posting.objects.filter(pk=posting.pk).update(recorded_at=at)
    if kind == PostingKind.AGENDA:
        meeting.items.update(posted_at=at)


def hold(rng, council, by, day, business, *, posts_minutes, mode):
    """One meeting that is over: announced, attended, voted, written down; some of it late."""
    meeting = new_meeting(rng, council, by, day, mode)
    items = add_business(rng, meeting, business)
    plan = advised_plan(council, meeting)
    if plan:
        items.append((add_item(meeting, waiting_item(plan), "The council read the plan goal by goal."), plan.advice))
    hours = 22 if rng.random() < 0.2 else 24 * rng.randint(2, 5) + 3
    if meeting.is_remote:
        post(meeting, PostingKind.NOTICE, meeting.begins - timedelta(hours=hours + 24), by)
    post(meeting, PostingKind.AGENDA, meeting.begins - timedelta(hours=hours), by)
    roll_call(rng, meeting)
    meeting = meetings.move(
        "hold", meeting=meeting, ended_at=time(meeting.starts_at.hour + 1, rng.choice([20, 35, 50]))
    )
    for item, text in items:
        vote(rng, meeting, item, text, by)
    over = meeting.over_at
    if not meeting.had_quorum:
        post(meeting, PostingKind.NO_QUORUM, over + timedelta(hours=rng.randint(10, 20)), by)
    post(meeting, PostingKind.VOTES, over + timedelta(hours=rng.choice([14, 20, 38, 60])), by)
    if meeting.is_remote:
        meeting.recording = "https://video.example.org/council"
        meeting.save(update_fields=["recording"])
        post(meeting, PostingKind.RECORDING, over + timedelta(days=rng.randint(1, 6)), by)
    if not posts_minutes:
        return
    written = minutes.draft(meeting)
    posted_at = over + timedelta(days=rng.choice([2, 4, 6, 6, 9]), hours=-3)
    if posted_at < timezone.now():
        written.is_posted = True
        written.save()
        CouncilMeeting.objects.filter(pk=meeting.pk).update(state=MeetingState.POSTED)
        post(meeting, PostingKind.MINUTES, posted_at, by)


def add_business(rng, meeting, chosen):
    found = []
    for title, title_es, said, motion in chosen:
        fields = {"title": title, "title_es": title_es, "kind": "DECISION", "minutes": rng.choice([10, 15, 20])}
        found.append((add_item(meeting, fields, said), motion))
    return found


def add_item(meeting, fields, said):
    position = 10 + meeting.items.filter(position__lt=1000).count()
    return AgendaItem.objects.create(meeting=meeting, position=position, notes=said, **fields)


def advised_plan(council, meeting):
    """This year's plan whose advice came from about this meeting, and is kept nowhere yet."""
    plans = SchoolActionPlan.objects.filter(
        school=council.school_id, fall_year=school_years.fall_year_of(meeting.held_on)
    ).exclude(advice="")
    return plans.filter(council_advices=None).first()


def waiting_item(plan):
    return {
        "action_plan": plan,
        "kind": "DECISION",
        "title": waiting.in_language("en", plan),
        "title_es": waiting.in_language("es", plan),
        "minutes": 20,
    }


def roll_call(rng, meeting):
    there = rng.uniform(0.55, 0.95)
    recorded = []
    for line in attendance.lines_of(meeting):
        how = "PRESENT" if rng.random() < there else rng.choice(["EXCUSED", "ABSENT"])
        if how == "PRESENT" and meeting.is_remote and rng.random() < 0.4:
            how = "REMOTE"
        recorded.append(Attendance(meeting=meeting, term=line.member.term, how=how))
    if not any(one.was_there for one in recorded):
        recorded[0].how = "PRESENT"
    Attendance.objects.bulk_create(recorded)
    meeting.guests_total = rng.randint(0, 9)
    meeting.save(update_fields=["guests_total"])


def vote(rng, meeting, item, text, by):
    """A motion with its roll call, decided in the evening of the meeting; the advice on a plan always carries."""
    lines = [line for line in attendance.lines_of(meeting) if line.member.votes]
    present = [line.member.term for line in lines if line.was_there]
    if not present or (item.action_plan_id and not meeting.had_quorum):
        return
    motion = Motion.objects.create(
        meeting=meeting,
        item=item,
        number=meeting.motions.count() + 1,
        text=text,
        mover=present[0],
        seconder=present[1] if len(present) > 1 else None,
    )
    weights = [12, 1, 1] if item.action_plan_id else [8, 2, 1]
    votes = [
        Vote(
            motion=motion,
            term=line.member.term,
            choice=rng.choices(["FOR", "AGAINST", "ABSTAIN"], weights=weights)[0] if line.was_there else "ABSENT",
        )
        for line in lines
    ]
    Vote.objects.bulk_create(votes)
    quorum = quorum_on(meeting.council, meeting.held_on)
    motion.outcome = outcome_of([one.choice for one in votes], motion.majority, quorum)
    motion.quorum_required = quorum
    motion.decided_at = moment(meeting.held_on, time(meeting.starts_at.hour + 1, 5))
    motion.save()
    if item.action_plan_id and motion.outcome == "CARRIED":
        keep_advice(meeting, item.action_plan, motion, votes, by)


def keep_advice(meeting, plan, motion, votes, by):
    against = [one.term.public_name for one in votes if one.choice == "AGAINST"]
    dissent = f"Against: {', '.join(against)}" if against else ""
    CouncilAdvice.objects.create(plan=plan, motion=motion, text=plan.advice, dissent=dissent, by=by)
    SchoolActionPlan.objects.filter(pk=plan.pk).update(advice_on=meeting.held_on)


def plan_next(rng, council, by, today, business, is_home):
    """The meeting to come: at the home school its agenda is still to be posted."""
    day = free_day(council, today + timedelta(days=6 if is_home else rng.randint(3, 20)))
    meeting = new_meeting(rng, council, by, day, "HYBRID" if is_home else "IN_PERSON")
    for one in waiting.waiting_for(council)[: 0 if is_home else None]:
        add_item(meeting, one.fields, "")
    for title, title_es, _said, _motion in business.of(day, most=1):
        add_item(meeting, {"title": title, "title_es": title_es, "kind": "DISCUSSION", "minutes": 15}, "")
    if not is_home:
        post(meeting, PostingKind.AGENDA, timezone.now() - timedelta(hours=rng.randint(1, 40)), by)
        CouncilMeeting.objects.filter(pk=meeting.pk).update(state=MeetingState.NOTICED)
    if is_home:
        new_meeting(rng, council, by, free_day(council, today + timedelta(days=40)), "IN_PERSON")


def free_day(council, day):
    """The first day from `day` on in whose month the council has no meeting yet."""
    taken = {(one.year, one.month) for one in council.meetings.values_list("held_on", flat=True)}
    while not is_school_day(day) or day.month not in MEETING_MONTHS or (day.year, day.month) in taken:
        day += timedelta(days=1)
    return day
