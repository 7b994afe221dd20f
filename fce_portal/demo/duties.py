"""Duties of the demo's councils: the district's days, items tagged with duties, advice and answers, sign-offs.

Built on the meetings of `demo/meetings.py`; every motion named here was put and voted on there.
"""

from datetime import date, datetime, time, timedelta

from django.db.models import Max
from django.utils import timezone

from district import school_years
from district.working_days import school_days_after
from fce_portal.demo.days import next_school_day, school_day
from fce_portal.demo.people import HOME_SCHOOL
from governance import duty_settling
from governance.models import Advice, AdviceAnswer, AgendaItem, Council, DutyRecord, DutyYear, Motion, SignOff
from governance.models.advices import Decision

TAGS = {  # of the items of `demo/meetings.py`
    "Attendance: what families tell us": "D1",
    "Draft of the school budget": "D2",
    "Family reading evenings": "D4",
    "Safe way to school": "P3",
    "Homework that families understand": "D4",
    "Clubs after school": "D4",
    "Lunch and recess": "P3",
    "Messages to families": "P3",
    "Conferences with families": "D4",
    "Parents in the classroom": "P3",
    "Hours of the family center": "P3",
    "Books at home": "D4",
}
ABOUT = {"D2": "BUDGET", "D4": "PROGRAM", "P3": "OTHER"}
# What a principal says to each; the empty title is the advice on an action plan.
ANSWERS = {
    "": ((Decision.ADOPTED, "Spanish comes first at the second evening, and a parent leads it."),
         (Decision.PART, "A parent leads one evening; the invitation stays in both languages side by side.")),
    "Draft of the school budget": (
        (Decision.ADOPTED, "The draft keeps the position, and interpreters are budgeted for every evening."),
        (Decision.PART, "The position stays; interpreters are budgeted for four evenings.")),
    "Family reading evenings": (
        (Decision.ADOPTED, "Both evenings are on the calendar, with child care and books in two languages."),
        (Decision.PART, "One evening is planned this half-year; the second waits for the spring budget.")),
    "Safe way to school": (
        (Decision.DECLINED, "The corners belong to the city. I have passed the request on and will report its answer."),
    ),
    "Homework that families understand": (
        (Decision.ADOPTED, "Grade teams write the sentence with the sheet, and the office translates it."),
        (Decision.LATER, "I want to hear the teachers first.")),
    "Clubs after school": (
        (Decision.ADOPTED, "From the next round on places are drawn by lot, a week after families were told."),
        (Decision.LATER, "I want to hear those who lead the clubs first.")),
    "Lunch and recess": (
        (Decision.DECLINED, "The bus plan leaves no ten minutes. Two lines at the counter save five from Monday on."),
    ),
    "Messages to families": (
        (Decision.ADOPTED, "The first message goes out next Friday; one of the apps is switched off."),
        (Decision.PART, "There will be one message a week; urgent ones still go out at once.")),
    "Conferences with families": (
        (Decision.ADOPTED, "Families who ask for an interpreter get twenty minutes from the next conferences on."),
    ),
    "Parents in the classroom": (
        (Decision.ADOPTED, "The sheet lies at the front desk in two languages."),),
    "Hours of the family center": (
        (Decision.PART, "It is open until six on Wednesdays; a second day needs another aide."),
        (Decision.LATER, "I have to find out first who can stay until six.")),
    "Books at home": (
        (Decision.ADOPTED, "The librarian packs two books for each student before a recess."),),
}  # fmt: skip
RECORDED = (
    ("D4", "DONE", "The council worked through three timetables for a later start of the day with the principal.",
     None),
    ("D3", "INTERVIEW", "Interviews for an assistant principal, two rounds in one evening.", 4),
)  # fmt: skip


def make_duties(rng, people, today):
    """Frames of this year and the last, then what some councils did; the standings of both years are settled."""
    fall_year = school_years.fall_year_of(today)
    make_frames(fall_year)
    tag_items()
    councils = {one.school_id: one for one in Council.objects.select_related("school").order_by("school__code")}
    advices = make_advices(rng, people, today)
    make_answers(rng, people, today, advices)
    make_records(rng, people, today, fall_year, list(councils.values()))
    home = next((one for one in councils.values() if one.school.code == HOME_SCHOOL), None)
    if home:
        make_sign_offs(people, today, fall_year, home)
    for year in (fall_year - 1, fall_year):
        duty_settling.settle(year)


def make_frames(fall_year):
    for year in (fall_year - 1, fall_year):
        DutyYear.objects.create(
            fall_year=year,
            needs_by=date(year, 11, 14),
            budget_opens_on=date(year, 11, 2),
            budget_advice_by=date(year + 1, 1, 22),
            budget_goes_on=date(year + 1, 2, 5),
            annual_by=date(year + 1, 3, 1),
        )


def tag_items():
    """Items of the meetings name the duty that they serve."""
    for title, duty in TAGS.items():
        AgendaItem.objects.filter(title=title).update(duty=duty)


def make_advices(rng, people, today):
    """What councils decided on budget, programs and other matters, and on action plans, as advice to the principal."""
    carried = Motion.objects.filter(outcome="CARRIED").exclude(item=None).order_by("pk")
    carried = carried.select_related("item", "meeting__council", "advice")
    days = {}
    made = []
    for motion in carried:
        meeting = motion.meeting
        given = getattr(motion, "advice", None)
        kind = "PLAN" if given else ABOUT.get(motion.item.duty)
        if kind is None:
            continue
        due = days.setdefault(meeting.held_on, school_days_after(meeting.held_on, 10))
        made.append(
            Advice(
                school_id=meeting.council.school_id,
                fall_year=given.plan.fall_year if given else school_years.fall_year_of(meeting.held_on),
                kind=kind,
                title="" if given else motion.item.title,
                text=given.text if given else motion.text,
                meeting=meeting,
                motion=motion,
                action_plan_id=given.plan_id if given else None,
                given_on=meeting.held_on,
                due_on=due,
                answer_by=due,
                recorded_by_id=people.principals.get(meeting.council.school_id, people.central),
            )
        )
    return Advice.objects.bulk_create(made)


def make_answers(rng, people, today, advices):
    """Most are answered, some late, a few are still owed; at the home school the newest waits."""
    newest = Advice.objects.filter(school__code=HOME_SCHOOL).aggregate(last=Max("pk"))["last"]
    answers, changed = [], []
    for one in advices:
        on = next_school_day(one.given_on + timedelta(days=rng.choice([3, 6, 9, 12, 24])))
        if one.pk == newest or on >= today or rng.random() < 0.2:
            continue
        one.decision, reason = rng.choice(ANSWERS[one.title])
        one.answered_on = on
        until = None
        if one.decision == Decision.LATER:
            until = one.answer_by = max(today, one.answer_by) + timedelta(days=21)
        by = people.principals.get(one.school_id, people.central)
        at = timezone.make_aware(datetime.combine(on, time(15, 30)))
        answers.append(AdviceAnswer(advice=one, decision=one.decision, reason=reason, until=until, by_id=by, at=at))
        changed.append(one)
    AdviceAnswer.objects.bulk_create(answers)
    Advice.objects.bulk_update(changed, ["decision", "answered_on", "answer_by"])


def make_records(rng, people, today, fall_year, councils):
    """What no meeting shows: a few councils record it by hand, and one states that nothing arose."""
    first = date(fall_year, 9, 8)
    made = []
    for council in rng.sample(councils, min(8, len(councils))):
        duty, kind, text, members = rng.choice(RECORDED)
        on = school_day(min(first + timedelta(days=rng.randint(0, 50)), today))
        sent = on + timedelta(days=6) if members and rng.random() < 0.7 else None
        by = people.principals.get(council.school_id, people.central)
        made.append(
            DutyRecord(
                council=council, fall_year=fall_year, duty=duty, kind=kind, on=on, text=text, members_total=members,
                report_sent_on=sent if sent and sent <= today else None, recorded_by_id=by,
            )
        )  # fmt: skip
    for council in rng.sample(councils, min(20, len(councils))):
        on = school_day(today - timedelta(days=rng.randint(5, 50)))
        by = people.principals.get(council.school_id, people.central)
        text = "The council read attendance and reading figures by grade and held them against the plan."
        made.append(
            DutyRecord(
                council=council, fall_year=school_years.fall_year_of(on), duty="D1", on=on, text=text,
                recorded_by_id=by,
            )
        )  # fmt: skip
    DutyRecord.objects.bulk_create(made)


def make_sign_offs(people, today, fall_year, home):
    """At the home school the draft budget waits for the council; last year's plan was not signed, and says why."""
    by = people.principals.get(home.school_id, people.central)
    SignOff.objects.create(
        council=home, fall_year=fall_year, kind="BUDGET", version="1", dated_on=today - timedelta(days=9),
        title=f"Draft budget of the school for {school_years.label(fall_year + 1)}", recorded_by_id=by,
    )  # fmt: skip
    SignOff.objects.create(
        council=home,
        fall_year=fall_year - 1,
        kind="PLAN",
        title=f"Improvement plan {school_years.label(fall_year - 1)}",
        version="2",
        dated_on=date(fall_year - 1, 10, 20),
        stance="MISSING",
        reason="Two meetings in a row had no quorum; the plan had to be handed in before the third.",
        decided_by_id=by,
        decided_at=timezone.make_aware(datetime(fall_year - 1, 11, 12, 16)),
        principal_read_by_id=by,
        principal_read_at=timezone.make_aware(datetime(fall_year - 1, 11, 13, 9)),
        recorded_by_id=by,
    )
